#include "ui/jobs/wrong.h"

#include "ui/base/theme.h"
#include "ui/jobs/jobwords.h"

#include "core/table/table.h"
#include "ui/base/theme.h"

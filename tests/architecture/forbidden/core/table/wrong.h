#include <QColor>
#include "core/base/error.h"

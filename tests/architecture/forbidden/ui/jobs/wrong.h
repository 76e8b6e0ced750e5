#include "app/application.h"
#include <qcustomplot.h>
#include <QWidget>

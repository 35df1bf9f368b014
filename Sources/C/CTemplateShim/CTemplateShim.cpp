#include "CTemplateShim.h"

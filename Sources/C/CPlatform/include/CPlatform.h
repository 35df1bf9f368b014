#pragma once
#include "threads.h"
#include "processes.h"

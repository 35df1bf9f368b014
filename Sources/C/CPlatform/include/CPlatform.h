#pragma once
#include "files.h"
#include "processes.h"
#include "threads.h"
#include "confinement.h"

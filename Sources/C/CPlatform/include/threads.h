#pragma once

/// Names the calling thread; at most 15 bytes are kept. pthread_setname_np needs _GNU_SOURCE, which Swift's Glibc lacks.
void photostead_name_thread(const char *name);

#include <lcms2.h>

/* A macro that Swift cannot read. */
static const cmsUInt32Number photostead_lcms_rgb = TYPE_RGB_8;

#include <libavcodec/avcodec.h>
#include <libavformat/avformat.h>
#include <libavutil/avutil.h>
#include <libavutil/display.h>
#include <libavutil/imgutils.h>
#include <libswscale/swscale.h>

/* Macros that Swift cannot read. */
static const int photostead_av_eof = AVERROR_EOF;
static const int photostead_av_again = AVERROR(EAGAIN);
static const int photostead_av_io = AVERROR(EIO);
static const int64_t photostead_av_no_time = AV_NOPTS_VALUE;

// SPDX-License-Identifier: GPL-3.0-or-later

// Runs the sample service alone: prints its address and ends when standard input does.
//
//     serve_sample FOLDER [TOKEN]

#include "core/localtap/localtap.h"

#include <cstdio>

int main(int argc, char* argv[])
{
    if (argc < 2) {
        std::fputs("usage: serve_sample FOLDER [TOKEN]\n", stderr);
        return 2;
    }
    tapdesk::LocalTap::Options options;
    options.folder = QString::fromLocal8Bit(argv[1]);
    options.token = argc > 2 ? QString::fromLocal8Bit(argv[2]) : QString();
    const auto service = tapdesk::LocalTap::start(options);
    if (!service) {
        std::fprintf(stderr, "%s\n", qPrintable(service.error().detail));
        return 1;
    }
    std::printf("%s\n", qPrintable((*service)->baseUrl().toString()));
    std::fflush(stdout);
    while (std::getchar() != EOF) { }
    return 0;
}

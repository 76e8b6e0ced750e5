// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/base/icons.h"

#include "ui/base/resources.h"
#include "ui/base/theme.h"

#include <QGuiApplication>
#include <QIconEngine>
#include <QPainter>
#include <QPalette>
#include <QPixmapCache>
#include <QSvgRenderer>

#include <array>

using namespace Qt::StringLiterals;

namespace tapdesk::ui {

namespace {

struct Paint
{
    const char* drawn;
    QColor seen;
};

class SvgIconEngine final : public QIconEngine
{
public:
    explicit SvgIconEngine(QString name)
        : m_name(std::move(name))
        , m_drawing(resourceData("icons/"_L1 + m_name + ".svg"_L1))
    {
    }

    QIconEngine* clone() const override { return new SvgIconEngine(*this); }
    QString key() const override { return u"tapdesk"_s; }

    void paint(QPainter* painter, const QRect& rect, QIcon::Mode mode, QIcon::State state) override
    {
        const qreal scale = painter->device()->devicePixelRatioF();
        auto image = pixmap(rect.size() * scale, mode, state);
        image.setDevicePixelRatio(scale);
        painter->drawPixmap(rect.topLeft(), image);
    }

    QPixmap pixmap(const QSize& size, QIcon::Mode mode, QIcon::State /*state*/) override
    {
        const auto palette = QGuiApplication::palette();
        const auto key = u"%1 %2 %3 %4 %5"_s.arg(m_name)
                             .arg(size.width())
                             .arg(size.height())
                             .arg(int(mode))
                             .arg(palette.cacheKey());
        QPixmap image;
        if (QPixmapCache::find(key, &image))
            return image;
        image = QPixmap(size);
        image.fill(Qt::transparent);
        QSvgRenderer renderer(coloured(palette, mode));
        renderer.setAspectRatioMode(Qt::KeepAspectRatio);
        QPainter painter(&image);
        renderer.render(&painter);
        painter.end();
        QPixmapCache::insert(key, image);
        return image;
    }

private:
    QByteArray coloured(const QPalette& palette, QIcon::Mode mode) const
    {
        const auto theme = Theme::of(palette);
        std::array paints {
            Paint {"#000", theme.text}, Paint {"#00f", theme.accent},
            Paint {"#0f0", theme.good}, Paint {"#f80", theme.warning},
            Paint {"#f00", theme.bad},  Paint {"#888", theme.muted},
        };
        auto drawing = m_drawing;
        for (auto& paint : paints) {
            if (mode == QIcon::Disabled)
                paint.seen = palette.color(QPalette::Disabled, QPalette::Text);
            else if (mode == QIcon::Selected)
                paint.seen = palette.color(QPalette::HighlightedText);
            // With the quote, so that #000 does not match within a longer number.
            drawing.replace(QByteArray(paint.drawn) + '"', paint.seen.name().toLatin1() + '"');
        }
        return drawing;
    }

    QString m_name;
    QByteArray m_drawing;
};

} // namespace

QIcon icon(const QString& name)
{
    return QIcon(new SvgIconEngine(name));
}

QIcon applicationIcon()
{
    return icon(u"tapdesk"_s);
}

} // namespace tapdesk::ui

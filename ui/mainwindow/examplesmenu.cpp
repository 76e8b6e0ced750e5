// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/mainwindow/examplesmenu.h"

#include "ui/base/guide.h"
#include "ui/base/richtext.h"

#include <QMenu>

using namespace Qt::StringLiterals;

namespace tapdesk::ui {

namespace {

constexpr qsizetype longestTitle = 60;
constexpr qsizetype longestTip = 400;

QString shortened(QString text, qsizetype limit)
{
    return text.size() <= limit ? text : text.first(limit - 1) + u'…';
}

/// With a digit as mnemonic for the first nine.
QString entryText(int number, const QString& title)
{
    auto text = shortened(title.simplified(), longestTitle);
    text.replace(u'&', "&&"_L1);
    return number <= 9 ? u"&%1  %2"_s.arg(number).arg(text) : text;
}

} // namespace

ExamplesMenu::ExamplesMenu(QMenu* menu)
    : QObject(menu)
    , m_menu(menu)
{
    fill();
}

void ExamplesMenu::setServiceExamples(const QString& serviceTitle, const QList<Example>& examples)
{
    m_serviceTitle = serviceTitle;
    m_examples = examples;
    fill();
}

void ExamplesMenu::fill()
{
    m_menu->clear();
    if (m_offered)
        std::exchange(m_offered, nullptr)->deleteLater(); // this may be a slot of an entry
    m_menu->addSection(tr("Guide of CARS@AIP"));
    int number = 0;
    for (const auto& query : guideQueries()) {
        auto* action = m_menu->addAction(entryText(++number, query.title));
        action->setToolTip(query.text.trimmed());
        action->setStatusTip(tr("Open this query of the guide, ready to run"));
        connect(action, &QAction::triggered, this, [this, query] { emit guideQueryChosen(query); });
    }
    if (m_examples.isEmpty())
        return;

    // Many examples would cover the screen; they get a menu of their own.
    auto* menu = m_menu;
    const auto title = tr("Offered by %1").arg(m_serviceTitle);
    if (m_examples.size() > 15)
        menu = m_offered = m_menu->addMenu(title);
    else
        m_menu->addSection(title);
    for (const auto& example : std::as_const(m_examples)) {
        auto* action = menu->addAction(entryText(++number, example.name));
        action->setToolTip(plainToolTip(shortened(
            example.description.isEmpty() ? example.query : example.description, longestTip)));
        connect(action, &QAction::triggered, this,
                [this, example] { emit exampleChosen(example); });
    }
}

} // namespace tapdesk::ui

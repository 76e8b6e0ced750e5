// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/votable/documentbuilder.h"

#include "core/votable/fieldreader.h"

#include <algorithm>

namespace tapdesk::votable {

using namespace Qt::StringLiterals;

namespace {

constexpr std::size_t maxDepth = 64;
constexpr std::size_t maxText = 1 << 20; // of one INFO or DESCRIPTION; the rest is dropped
constexpr qsizetype maxInfos = 10'000;

bool isQueryStatus(const Info& info)
{
    return info.name.compare("QUERY_STATUS"_L1, Qt::CaseInsensitive) == 0;
}

QueryStatus statusNamed(const QString& value)
{
    const QString word = value.trimmed().toUpper();
    if (word == "OK"_L1)
        return QueryStatus::Ok;
    if (word == "OVERFLOW"_L1)
        return QueryStatus::Overflow;
    return word == "ERROR"_L1 ? QueryStatus::Error : QueryStatus::Unstated;
}

} // namespace

DocumentBuilder::DocumentBuilder(const MarkupScanner& tag, qsizetype maxFields,
                                 WarningLog& warnings, Repairs& repairs)
    : m_tag(tag)
    , m_maxFields(maxFields)
    , m_warnings(warnings)
    , m_repairs(repairs)
{
}

DocumentBuilder::Element DocumentBuilder::elementNamed(std::string_view name)
{
    struct Named
    {
        std::string_view name;
        Element element;
    };
    constexpr Named elements[] = {
        {"VOTABLE", Element::Votable},     {"RESOURCE", Element::Resource},
        {"TABLE", Element::Table},         {"FIELD", Element::Field},
        {"VALUES", Element::Values},       {"DESCRIPTION", Element::Description},
        {"INFO", Element::Info},           {"DATA", Element::Data},
        {"TABLEDATA", Element::TableData}, {"BINARY", Element::Binary},
        {"BINARY2", Element::Binary2},     {"FITS", Element::Fits},
        {"STREAM", Element::Stream},
    };
    for (const Named& named : elements) {
        if (named.name == name)
            return named.element;
    }
    return Element::Other;
}

QString DocumentBuilder::attribute(std::string_view name) const
{
    return attributeText(m_tag.attribute(name), m_charset, m_repairs);
}

Status DocumentBuilder::startTag()
{
    const Element element = elementNamed(m_tag.name());
    if (!m_hasRoot && element != Element::Votable) {
        if (m_foreignRoot.isEmpty())
            m_foreignRoot = QString::fromUtf8(m_tag.name().substr(0, 80));
        return {};
    }
    if (isComplete() || (m_hasRoot && element == Element::Votable))
        return {};
    m_hasRoot = true;
    if (m_open.size() >= maxDepth) {
        return failure({.kind = Error::Kind::Parse,
                        .detail = u"elements nested deeper than %1"_s.arg(maxDepth),
                        .line = m_tag.line()});
    }
    const Element parent = m_open.empty() ? Element::Other : m_open.back();
    m_open.push_back(element);
    Status status = open(element, parent);
    if (m_tag.isEmptyElement()) {
        close(element);
        m_open.pop_back();
    }
    return status;
}

Status DocumentBuilder::open(Element element, Element parent)
{
    switch (element) {
    case Element::Resource:
        beginResource();
        break;
    case Element::Table:
        beginTable();
        break;
    case Element::Field:
        return m_inTable ? beginField() : Status();
    case Element::Values:
        if (parent == Element::Field && !m_table.fields.isEmpty())
            m_table.fields.last().nullValue = attribute("null");
        break;
    case Element::Description:
        m_text.clear();
        break;
    case Element::Info:
        beginInfo();
        break;
    case Element::Data:
        if (m_inTable)
            consider(rankOfTable(true));
        break;
    case Element::Fits: {
        bool ok = false;
        const int number = attribute("extnum").toInt(&ok);
        m_fitsExtension = ok ? number : -1;
        break;
    }
    case Element::Stream:
        if (m_tableIsResult)
            m_remoteStream = attribute("href").trimmed();
        break;
    default:
        break;
    }
    return {};
}

void DocumentBuilder::endTag()
{
    const Element element = elementNamed(m_tag.name());
    const auto found = std::find(m_open.rbegin(), m_open.rend(), element);
    if (found == m_open.rend()) {
        if (m_hasRoot && !m_open.empty() && element != Element::Other)
            m_warnings.add(Warning::Kind::Repaired, {}, m_tag.name(), m_tag.line());
        return;
    }
    const auto missing = found - m_open.rbegin(); // end tags that were left out
    if (missing > 0)
        m_warnings.add(Warning::Kind::Repaired, {}, m_tag.name(), m_tag.line());
    for (auto i = missing; i >= 0; --i) {
        close(m_open.back());
        m_open.pop_back();
    }
}

void DocumentBuilder::close(Element element)
{
    const auto captured = [this] { return QString::fromUtf8(m_text); };
    switch (element) {
    case Element::Resource:
        if (!m_resources.empty())
            m_resources.pop_back();
        break;
    case Element::Table:
        endTable();
        break;
    case Element::Info:
        if (m_infoKept)
            m_infos.last().info.text = captured().trimmed();
        break;
    case Element::Description: {
        const Element parent = m_open.size() > 1 ? m_open[m_open.size() - 2] : Element::Other;
        if (parent == Element::Field && m_inTable && !m_table.fields.isEmpty())
            m_table.fields.last().description = captured().trimmed();
        else if (parent == Element::Table)
            m_table.description = captured().trimmed();
        break;
    }
    default:
        break;
    }
}

void DocumentBuilder::text(std::string_view raw, bool literal)
{
    if (m_open.empty() || m_text.size() > maxText)
        return;
    if (m_open.back() != Element::Info && m_open.back() != Element::Description)
        return;
    if (literal)
        appendLiteral(m_text, raw, m_charset, m_repairs);
    else
        appendCharacters(m_text, raw, m_charset, m_repairs);
}

void DocumentBuilder::beginResource()
{
    const bool outermost = m_resources.empty();
    Resource resource;
    resource.number = outermost ? ++m_resourceCount : m_resources.back().number;
    const QString type = attribute("type").trimmed();
    resource.meta = type.compare("meta"_L1, Qt::CaseInsensitive) == 0
        || (!outermost && m_resources.back().meta);
    resource.results = !resource.meta
        && (type.compare("results"_L1, Qt::CaseInsensitive) == 0
            || (!outermost && m_resources.back().results));
    m_resources.push_back(resource);
}

void DocumentBuilder::beginTable()
{
    if (m_inTable)
        endTable();
    m_inTable = true;
    m_tableIsResult = false;
    m_table = {};
    m_table.name = attribute("name");
    m_table.id = attribute("ID");
    bool ok = false;
    const qint64 rows = attribute("nrows").trimmed().toLongLong(&ok);
    m_table.rows = ok && rows >= 0 ? rows : -1;
    m_table.fields = m_schemas.value(attribute("ref")); // replaced by FIELDs of its own
    if (m_resources.empty() || !m_resources.back().meta)
        ++m_tableCount;
}

Status DocumentBuilder::beginField()
{
    if (m_table.fields.size() >= m_maxFields) {
        return failure({.kind = Error::Kind::TooLarge,
                        .detail = u"more than %1 fields"_s.arg(m_maxFields),
                        .line = m_tag.line()});
    }
    m_table.fields.append(
        readField(m_tag, m_table.fields.size(), m_charset, m_repairs, m_warnings));
    return {};
}

void DocumentBuilder::beginInfo()
{
    m_text.clear();
    m_infoKept = m_infos.size() < maxInfos;
    if (!m_infoKept)
        return;
    PlacedInfo placed;
    placed.info.name = attribute("name");
    placed.info.value = attribute("value");
    if (!m_resources.empty())
        placed.resource = m_resources.back().meta ? -1 : m_resources.back().number;
    m_infos.append(placed);
}

void DocumentBuilder::endTable()
{
    if (!m_inTable)
        return;
    consider(rankOfTable(false));
    if (!m_table.id.isEmpty())
        m_schemas.insert(m_table.id, m_table.fields);
    m_inTable = false;
    m_tableIsResult = false;
}

DocumentBuilder::Rank DocumentBuilder::rankOfTable(bool withData) const
{
    const Resource resource = m_resources.empty() ? Resource() : m_resources.back();
    if (resource.meta)
        return Rank::Meta;
    if (resource.results)
        return Rank::Results;
    return withData ? Rank::WithData : Rank::Bare;
}

void DocumentBuilder::consider(Rank rank)
{
    if (rank <= m_rank || m_tableIsResult)
        return;
    m_rank = rank;
    m_result = m_table;
    m_resultResource = m_resources.empty() ? 0 : m_resources.back().number;
    m_tableIsResult = true;
    m_newResult = true;
}

DataKind DocumentBuilder::dataKind() const
{
    if (!m_tableIsResult || m_open.empty())
        return DataKind::None;
    if (m_open.back() == Element::TableData)
        return DataKind::TableData;
    if (m_open.back() != Element::Stream || m_open.size() < 2)
        return DataKind::None;
    switch (m_open[m_open.size() - 2]) {
    case Element::Binary:
        return DataKind::Binary;
    case Element::Binary2:
        return DataKind::Binary2;
    case Element::Fits:
        return DataKind::Fits;
    default:
        return DataKind::None;
    }
}

bool DocumentBuilder::concernsResult(const PlacedInfo& placed) const
{
    if (placed.resource == 0)
        return true;
    return m_resultResource > 0 && m_rank > Rank::Meta ? placed.resource == m_resultResource
                                                       : placed.resource > 0;
}

QList<Info> DocumentBuilder::infos() const
{
    QList<Info> infos;
    for (const PlacedInfo& placed : m_infos) {
        if (concernsResult(placed))
            infos.append(placed.info);
    }
    return infos;
}

const Info* DocumentBuilder::worstStatus() const
{
    const Info* worst = nullptr;
    for (const PlacedInfo& placed : m_infos) {
        if (isQueryStatus(placed.info) && concernsResult(placed)
            && (!worst || statusNamed(placed.info.value) > statusNamed(worst->value)))
            worst = &placed.info;
    }
    return worst;
}

QueryStatus DocumentBuilder::queryStatus() const
{
    const Info* info = worstStatus();
    return info ? statusNamed(info->value) : QueryStatus::Unstated;
}

QString DocumentBuilder::queryStatusText() const
{
    const Info* info = worstStatus();
    return info ? info->text : QString();
}

} // namespace tapdesk::votable

// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/service/capabilities.h"

#include "core/base/xmlcursor.h"
#include "core/net/servermessage.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace tapdesk {

namespace {

constexpr auto tapId = "ivo://ivoa.net/std/tap"_L1;

/// One capability element, of whatever standard.
struct Candidate
{
    QString standardId; ///< lower case
    bool isTableAccess = false;
    Capabilities capabilities = {};

    /// How well it describes a TAP service; 0 = not at all.
    int rank() const
    {
        if (standardId == tapId)
            return 4;
        return (standardId.startsWith(tapId + u'#') ? 2 : 0) + (isTableAccess ? 1 : 0);
    }
};

struct Interfaces
{
    bool hasAny = false;
    bool allowAnonymous = false;
    QString standardVersion = {}; ///< of an interface whose role is "std"
    QString firstVersion = {};
};

/// A number above zero: services write nothing or 0 for "no limit".
std::optional<qint64> readLimit(const QString& text)
{
    bool ok = false;
    const auto number = text.toLongLong(&ok);
    return ok && number > 0 ? std::make_optional(number) : std::nullopt;
}

QString fragment(const QString& ivoId)
{
    return ivoId.mid(ivoId.indexOf(u'#') + 1).toLower();
}

template <typename T>
void appendNew(QList<T>& list, const T& value)
{
    if (!list.contains(value))
        list.append(value);
}

void readInterface(XmlCursor& xml, Interfaces& interfaces)
{
    const auto role = xml.attribute("role"_L1);
    const auto version = xml.attribute("version"_L1);
    const bool isStandard = role == "std"_L1 || role.startsWith("std:"_L1);
    if (isStandard && interfaces.standardVersion.isEmpty())
        interfaces.standardVersion = version;
    if (interfaces.firstVersion.isEmpty())
        interfaces.firstVersion = version;
    bool namesMethod = false;
    bool isOpen = false;
    while (xml.nextChild()) {
        if (xml.name() != "securityMethod"_L1) {
            xml.skip();
            continue;
        }
        namesMethod = true;
        const auto id = xml.attribute("standardID"_L1);
        const auto content = xml.text(); // some write the identifier there
        isOpen = isOpen || (id.isEmpty() && content.isEmpty());
    }
    interfaces.hasAny = true;
    interfaces.allowAnonymous = interfaces.allowAnonymous || isOpen || !namesMethod;
}

Capabilities::UserFunction readFunction(const QString& form, const QString& description)
{
    const auto signature = form.simplified();
    return {.form = signature,
            .name = signature.left(signature.indexOf(u'(')).trimmed(),
            .description = description};
}

void readFeatures(XmlCursor& xml, Capabilities::Language& language)
{
    const auto type = fragment(xml.attribute("type"_L1));
    while (xml.nextChild()) {
        QString form;
        QString description;
        while (xml.nextChild()) {
            if (xml.name() == "form"_L1)
                form = xml.text();
            else if (xml.name() == "description"_L1)
                description = xml.text();
            else
                xml.skip();
        }
        if (form.isEmpty())
            continue;
        if (type == "features-udf"_L1)
            appendNew(language.userFunctions, readFunction(form, description));
        else if (type == "features-adqlgeo"_L1)
            appendNew(language.geometry, form.simplified());
        else
            appendNew(language.features, form.simplified());
    }
}

Capabilities::Language readLanguage(XmlCursor& xml)
{
    Capabilities::Language language;
    while (xml.nextChild()) {
        if (xml.name() == "name"_L1)
            language.name = xml.text();
        else if (xml.name() == "version"_L1)
            appendNew(language.versions, xml.text());
        else if (xml.name() == "description"_L1)
            language.description = xml.text();
        else if (xml.name() == "languageFeatures"_L1)
            readFeatures(xml, language);
        else
            xml.skip();
    }
    language.versions.removeAll(QString());
    return language;
}

/// A service may say one language in several elements, one for each version.
void addLanguage(Capabilities& capabilities, const Capabilities::Language& language)
{
    if (language.name.isEmpty())
        return;
    const auto known = std::find_if(
        capabilities.languages.begin(), capabilities.languages.end(), [&](const auto& other) {
            return other.name.compare(language.name, Qt::CaseInsensitive) == 0;
        });
    if (known == capabilities.languages.end()) {
        capabilities.languages.append(language);
        return;
    }
    for (const auto& version : language.versions)
        appendNew(known->versions, version);
    for (const auto& function : language.userFunctions)
        appendNew(known->userFunctions, function);
    for (const auto& name : language.geometry)
        appendNew(known->geometry, name);
    for (const auto& form : language.features)
        appendNew(known->features, form);
}

Capabilities::OutputFormat readOutputFormat(XmlCursor& xml)
{
    Capabilities::OutputFormat format;
    format.ivoId = xml.attribute("ivo-id"_L1);
    while (xml.nextChild()) {
        if (xml.name() == "mime"_L1)
            format.mime = xml.text();
        else if (xml.name() == "alias"_L1)
            appendNew(format.aliases, xml.text());
        else
            xml.skip();
    }
    format.aliases.removeAll(QString());
    return format;
}

/// The limits that @p mode, the attribute forMode, is about.
Capabilities::Limits& limitsFor(Capabilities& capabilities, const QString& mode)
{
    if (mode.compare("sync"_L1, Qt::CaseInsensitive) == 0)
        return capabilities.syncLimits;
    if (mode.compare("async"_L1, Qt::CaseInsensitive) == 0)
        return capabilities.asyncLimits;
    return capabilities.generalLimits;
}

using Limit = std::optional<qint64>;

/// @param unit  what the numbers must count, where they say it
void readLimits(XmlCursor& xml, Limit& standard, Limit& hard, QLatin1StringView unit)
{
    while (xml.nextChild()) {
        const auto said = xml.attribute("unit"_L1);
        const bool fits = said.isEmpty() || said.startsWith(unit, Qt::CaseInsensitive);
        const bool isHard = xml.name() == "hard"_L1;
        const bool isDefault = xml.name() == "default"_L1;
        const auto value = readLimit(xml.text());
        if (fits && isDefault)
            standard = value;
        else if (fits && isHard)
            hard = value;
    }
}

void readCapabilityChild(XmlCursor& xml, Capabilities& capabilities, Interfaces& interfaces)
{
    const auto name = xml.name();
    if (name == "interface"_L1) {
        readInterface(xml, interfaces);
    } else if (name == "language"_L1) {
        addLanguage(capabilities, readLanguage(xml));
    } else if (name == "outputFormat"_L1) {
        const auto format = readOutputFormat(xml);
        if (!format.mime.isEmpty() || !format.aliases.isEmpty())
            appendNew(capabilities.outputFormats, format);
    } else if (name == "uploadMethod"_L1) {
        appendNew(capabilities.uploadMethods, fragment(xml.attribute("ivo-id"_L1)));
        xml.skip();
    } else if (name == "outputLimit"_L1) {
        auto& limits = limitsFor(capabilities, xml.attribute("forMode"_L1));
        readLimits(xml, limits.defaultRows, limits.maximumRows, "row"_L1);
    } else if (name == "executionDuration"_L1) {
        auto& limits = limitsFor(capabilities, xml.attribute("forMode"_L1));
        readLimits(xml, limits.defaultDuration, limits.maximumDuration, "s"_L1);
    } else {
        xml.skip();
    }
}

Candidate readCapability(XmlCursor& xml)
{
    Candidate candidate;
    candidate.standardId = xml.attribute("standardID"_L1).trimmed().toLower();
    candidate.isTableAccess = xml.attribute("type"_L1).endsWith("TableAccess"_L1);
    Interfaces interfaces;
    while (xml.nextChild())
        readCapabilityChild(xml, candidate.capabilities, interfaces);
    auto& capabilities = candidate.capabilities;
    capabilities.version = interfaces.standardVersion;
    if (capabilities.version.isEmpty())
        capabilities.version = interfaces.firstVersion;
    if (capabilities.version.isEmpty())
        capabilities.version = u"1.0"_s;
    capabilities.allowsAnonymous = !interfaces.hasAny || interfaces.allowAnonymous;
    return candidate;
}

} // namespace

Capabilities::Limits Capabilities::limits(Mode mode) const
{
    const auto& special = mode == Mode::Sync ? syncLimits : asyncLimits;
    const auto either = [](const Limit& first, const Limit& second) {
        return first ? first : second;
    };
    return {.defaultRows = either(special.defaultRows, generalLimits.defaultRows),
            .maximumRows = either(special.maximumRows, generalLimits.maximumRows),
            .defaultDuration = either(special.defaultDuration, generalLimits.defaultDuration),
            .maximumDuration = either(special.maximumDuration, generalLimits.maximumDuration)};
}

Result<Capabilities> readCapabilities(const QByteArray& document)
{
    XmlCursor xml(document);
    if (!xml.readRoot())
        return failure(xml.error());
    if (xml.name() != "capabilities"_L1)
        return failure({.kind = Error::Kind::Protocol, .detail = serverMessage(document)});
    Candidate best;
    bool hasExamples = false;
    bool hasTableChildren = false;
    while (xml.nextChild()) {
        auto candidate = readCapability(xml);
        const auto& id = candidate.standardId;
        hasExamples = hasExamples || id.startsWith("ivo://ivoa.net/std/dali#examples"_L1);
        hasTableChildren =
            hasTableChildren || id.startsWith("ivo://ivoa.net/std/vosi#tables-1."_L1);
        if (candidate.rank() > best.rank())
            best = std::move(candidate);
    }
    if (xml.failed())
        return failure(xml.error());
    if (best.rank() == 0)
        return failure({.kind = Error::Kind::Protocol});
    best.capabilities.hasExamples = hasExamples;
    best.capabilities.hasTableChildren = hasTableChildren;
    return best.capabilities;
}

} // namespace tapdesk

// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/htmlentity.h"

#include <QLatin1StringView>

#include <algorithm>
#include <array>
#include <iterator>

using namespace Qt::StringLiterals;

namespace tapdesk {

namespace {

// U+00A0 to U+00FF, in this order.
constexpr std::array latin1Names {
    "nbsp"_L1,   "iexcl"_L1,  "cent"_L1,   "pound"_L1,  "curren"_L1, "yen"_L1,    "brvbar"_L1,
    "sect"_L1,   "uml"_L1,    "copy"_L1,   "ordf"_L1,   "laquo"_L1,  "not"_L1,    "shy"_L1,
    "reg"_L1,    "macr"_L1,   "deg"_L1,    "plusmn"_L1, "sup2"_L1,   "sup3"_L1,   "acute"_L1,
    "micro"_L1,  "para"_L1,   "middot"_L1, "cedil"_L1,  "sup1"_L1,   "ordm"_L1,   "raquo"_L1,
    "frac14"_L1, "frac12"_L1, "frac34"_L1, "iquest"_L1, "Agrave"_L1, "Aacute"_L1, "Acirc"_L1,
    "Atilde"_L1, "Auml"_L1,   "Aring"_L1,  "AElig"_L1,  "Ccedil"_L1, "Egrave"_L1, "Eacute"_L1,
    "Ecirc"_L1,  "Euml"_L1,   "Igrave"_L1, "Iacute"_L1, "Icirc"_L1,  "Iuml"_L1,   "ETH"_L1,
    "Ntilde"_L1, "Ograve"_L1, "Oacute"_L1, "Ocirc"_L1,  "Otilde"_L1, "Ouml"_L1,   "times"_L1,
    "Oslash"_L1, "Ugrave"_L1, "Uacute"_L1, "Ucirc"_L1,  "Uuml"_L1,   "Yacute"_L1, "THORN"_L1,
    "szlig"_L1,  "agrave"_L1, "aacute"_L1, "acirc"_L1,  "atilde"_L1, "auml"_L1,   "aring"_L1,
    "aelig"_L1,  "ccedil"_L1, "egrave"_L1, "eacute"_L1, "ecirc"_L1,  "euml"_L1,   "igrave"_L1,
    "iacute"_L1, "icirc"_L1,  "iuml"_L1,   "eth"_L1,    "ntilde"_L1, "ograve"_L1, "oacute"_L1,
    "ocirc"_L1,  "otilde"_L1, "ouml"_L1,   "divide"_L1, "oslash"_L1, "ugrave"_L1, "uacute"_L1,
    "ucirc"_L1,  "uuml"_L1,   "yacute"_L1, "thorn"_L1,  "yuml"_L1,
};
static_assert(latin1Names.size() == 0x100 - 0xa0);

// U+03B1 to U+03C9, in this order; capitals are 0x20 below. 0x3c2 is the final sigma.
constexpr std::array greekNames {
    "alpha"_L1,   "beta"_L1, "gamma"_L1, "delta"_L1,  "epsilon"_L1, "zeta"_L1, "eta"_L1,
    "theta"_L1,   "iota"_L1, "kappa"_L1, "lambda"_L1, "mu"_L1,      "nu"_L1,   "xi"_L1,
    "omicron"_L1, "pi"_L1,   "rho"_L1,   "sigmaf"_L1, "sigma"_L1,   "tau"_L1,  "upsilon"_L1,
    "phi"_L1,     "chi"_L1,  "psi"_L1,   "omega"_L1,
};
static_assert(greekNames.size() == 0x3ca - 0x3b1);

struct NamedSign
{
    QLatin1StringView name;
    char16_t sign = 0;
};
constexpr std::array signs {
    NamedSign {"amp"_L1, u'&'},         NamedSign {"lt"_L1, u'<'},
    NamedSign {"gt"_L1, u'>'},          NamedSign {"quot"_L1, u'"'},
    NamedSign {"apos"_L1, u'\''},       NamedSign {"ndash"_L1, u'\u2013'},
    NamedSign {"mdash"_L1, u'\u2014'},  NamedSign {"lsquo"_L1, u'\u2018'},
    NamedSign {"rsquo"_L1, u'\u2019'},  NamedSign {"ldquo"_L1, u'\u201c'},
    NamedSign {"rdquo"_L1, u'\u201d'},  NamedSign {"bull"_L1, u'\u2022'},
    NamedSign {"hellip"_L1, u'\u2026'}, NamedSign {"prime"_L1, u'\u2032'},
    NamedSign {"Prime"_L1, u'\u2033'},  NamedSign {"euro"_L1, u'\u20ac'},
    NamedSign {"trade"_L1, u'\u2122'},  NamedSign {"larr"_L1, u'\u2190'},
    NamedSign {"rarr"_L1, u'\u2192'},   NamedSign {"harr"_L1, u'\u2194'},
    NamedSign {"minus"_L1, u'\u2212'},  NamedSign {"radic"_L1, u'\u221a'},
    NamedSign {"infin"_L1, u'\u221e'},  NamedSign {"asymp"_L1, u'\u2248'},
    NamedSign {"ne"_L1, u'\u2260'},     NamedSign {"le"_L1, u'\u2264'},
    NamedSign {"ge"_L1, u'\u2265'},     NamedSign {"sdot"_L1, u'\u22c5'},
    NamedSign {"ensp"_L1, u'\u2002'},   NamedSign {"emsp"_L1, u'\u2003'},
    NamedSign {"thinsp"_L1, u'\u2009'},
};

QString numbered(QStringView digits)
{
    const bool hex = digits.startsWith(u'x', Qt::CaseInsensitive);
    bool ok = false;
    const char32_t code = hex ? digits.mid(1).toUInt(&ok, 16) : digits.toUInt(&ok, 10);
    const bool isSurrogate = code >= 0xd800 && code < 0xe000;
    if (!ok || code == 0 || code > 0x10ffff || isSurrogate)
        return {};
    return QString::fromUcs4(&code, 1);
}

/// Position of @p name in @p names, or -1.
template <typename Names>
int indexIn(const Names& names, QStringView name)
{
    const auto found = std::find(names.begin(), names.end(), name);
    return found == names.end() ? -1 : int(std::distance(names.begin(), found));
}

} // namespace

QString htmlEntity(QStringView name)
{
    if (name.startsWith(u'#'))
        return numbered(name.mid(1));
    for (const auto& known : signs) {
        if (name == known.name)
            return QString(QChar(known.sign));
    }
    if (const auto index = indexIn(latin1Names, name); index >= 0)
        return QString(QChar(0xa0 + index));
    if (const auto index = indexIn(greekNames, name); index >= 0)
        return QString(QChar(0x3b1 + index));
    if (!name.isEmpty() && name.front().isUpper()) {
        auto small = name.toString();
        small.front() = small.front().toLower();
        if (const auto index = indexIn(greekNames, small); index >= 0)
            return QString(QChar(0x391 + index));
    }
    return {};
}

} // namespace tapdesk

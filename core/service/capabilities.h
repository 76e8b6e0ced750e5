// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <QList>
#include <QString>

#include <optional>

namespace tapdesk {

/// What a service says about itself. Source: TAPRegExt 1.0; VOSI 1.1, section 2.
struct Capabilities
{
    struct UserFunction
    {
        QString form = {}; ///< signature as written
        QString name = {}; ///< everything before "("
        QString description = {};

        friend bool operator==(const UserFunction&, const UserFunction&) = default;
    };
    struct Language
    {
        QString name = {};
        QList<QString> versions = {};
        QString description = {};
        QList<UserFunction> userFunctions = {};
        QList<QString> geometry = {}; ///< names of geometry functions
        QList<QString> features = {}; ///< forms of all other features

        friend bool operator==(const Language&, const Language&) = default;
    };
    struct OutputFormat
    {
        QString mime = {};
        QList<QString> aliases = {};
        QString ivoId = {};

        friend bool operator==(const OutputFormat&, const OutputFormat&) = default;
    };

    enum class Mode { Sync, Async };
    struct Limits
    {
        std::optional<qint64> defaultRows = {}; ///< outputLimit/default; nothing = none known
        std::optional<qint64> maximumRows = {}; ///< outputLimit/hard
        std::optional<qint64> defaultDuration = {}; ///< seconds
        std::optional<qint64> maximumDuration = {}; ///< seconds

        friend bool operator==(const Limits&, const Limits&) = default;
    };

    QString version = {}; ///< of TAP: "1.0" when the interface does not say
    QList<Language> languages = {};
    QList<OutputFormat> outputFormats = {};
    QList<QString> uploadMethods = {}; ///< last part of the ivo-id: "upload-inline"
    Limits generalLimits = {};
    Limits syncLimits = {}; ///< only what forMode="sync" says; limits() puts both together
    Limits asyncLimits = {};
    bool allowsAnonymous = true; ///< some interface asks for no login; no proof that queries work
    bool hasExamples = false;
    bool hasTableChildren = false; ///< /tables/NAME is declared (VOSI tables-1.1)

    /// What holds for a query run in @p mode. Source: TAPRegExt 1.1 draft (forMode).
    Limits limits(Mode mode) const;

    friend bool operator==(const Capabilities&, const Capabilities&) = default;
};

/// Reads a capabilities document tolerantly: local names only, unknown content ignored.
/// @return Error::Kind::Parse with the line when it is not XML; Protocol when nothing in it
///         describes a TAP service
/// Source: TAPRegExt 1.0; protocols.md 1.10.
Result<Capabilities> readCapabilities(const QByteArray& document);

} // namespace tapdesk

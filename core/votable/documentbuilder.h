// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/table/field.h"
#include "core/votable/document.h"
#include "core/votable/markupscanner.h"
#include "core/votable/warninglog.h"

#include <QHash>

#include <string>
#include <utility>
#include <vector>

namespace tapdesk::votable {

/// What stands in the innermost open element, if it holds rows of the result table.
enum class DataKind { None, TableData, Binary, Binary2, Fits };

/// A TABLE before its rows.
struct TableHead
{
    QString name;
    QString description;
    QString id;
    Schema fields;
    qint64 rows = -1; ///< attribute nrows; -1 = not told
};

/// Makes sense of the markup around the rows: resources, tables, fields and infos, and which table
/// is the result.
///
/// Fed with the tags of a document in order, those of the rows excepted. Tags that do not match
/// are repaired as browsers do; only absurd nesting or numbers fail.
///
/// Source: VOTable 1.5, sections 3 and 4; choice of the table: protocols.md 4.16.
class DocumentBuilder final
{
public:
    /// The references must outlive the builder.
    DocumentBuilder(const MarkupScanner& tag, qsizetype maxFields, WarningLog& warnings,
                    Repairs& repairs);

    void setCharset(Charset charset) { m_charset = charset; }
    Charset charset() const { return m_charset; }

    Status startTag(); ///< @return success, Error::Kind::Parse or TooLarge, with line
    void endTag();
    void text(std::string_view raw, bool literal);

    /// A new result table was found in the last tag, better than the one before.
    bool takeNewResult() { return std::exchange(m_newResult, false); }
    const TableHead& result() const { return m_result; }
    bool hasResult() const { return m_rank != Rank::None; }

    DataKind dataKind() const;
    QString remoteStream() const { return m_remoteStream; } ///< href of the result's STREAM
    int fitsExtension() const { return m_fitsExtension; } ///< attribute extnum; -1 = not told

    bool hasRoot() const { return m_hasRoot; } ///< VOTABLE has begun
    bool isComplete() const { return m_hasRoot && m_open.empty(); } ///< and has ended
    QString foreignRoot() const { return m_foreignRoot; } ///< first element that is no VOTABLE

    QList<Info> infos() const;
    QueryStatus queryStatus() const;
    QString queryStatusText() const;
    int tableCount() const { return m_tableCount; }

private:
    enum class Element {
        Votable,
        Resource,
        Table,
        Field,
        Values,
        Description,
        Info,
        Data,
        TableData,
        Binary,
        Binary2,
        Fits,
        Stream,
        Other
    };

    // In ascending order of merit.
    enum class Rank { None, Meta, Bare, WithData, Results };

    struct Resource
    {
        bool results = false;
        bool meta = false;
        int number = 0; // of the outermost RESOURCE around it, from 1
    };

    struct PlacedInfo
    {
        Info info;
        int resource = 0; // number; 0 = the root, -1 = a meta resource
    };

    static Element elementNamed(std::string_view name);
    QString attribute(std::string_view name) const;
    Status open(Element element, Element parent);
    void close(Element element);
    void beginResource();
    void beginTable();
    Status beginField();
    void beginInfo();
    void endTable();
    void consider(Rank rank);
    Rank rankOfTable(bool withData) const;
    const Info* worstStatus() const;
    bool concernsResult(const PlacedInfo& placed) const;

    const MarkupScanner& m_tag;
    qsizetype m_maxFields;
    WarningLog& m_warnings;
    Repairs& m_repairs;
    Charset m_charset = Charset::Utf8;

    std::vector<Element> m_open;
    std::vector<Resource> m_resources;
    std::string m_text; // of the INFO or DESCRIPTION under way
    bool m_hasRoot = false;
    QString m_foreignRoot;

    TableHead m_table; // under way
    bool m_inTable = false;
    bool m_tableIsResult = false; // m_table is m_result
    QHash<QString, Schema> m_schemas; // of tables with an ID, for those that refer to them
    TableHead m_result;
    Rank m_rank = Rank::None;
    int m_resultResource = 0;
    bool m_newResult = false;

    QString m_remoteStream;
    int m_fitsExtension = -1;
    QList<PlacedInfo> m_infos;
    bool m_infoKept = false; // the one under way is the last of m_infos
    int m_resourceCount = 0;
    int m_tableCount = 0;
};

} // namespace tapdesk::votable

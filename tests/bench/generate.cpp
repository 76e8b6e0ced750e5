// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/generate.h"

#include <array>
#include <bit>
#include <charconv>
#include <cstdio>
#include <cstdlib>
#include <limits>
#include <string_view>

namespace tapdesk::bench {

namespace {

enum class Type { Double, Float, Long, Int, Boolean, Char };

struct ColumnSpec
{
    const char* name;
    const char* datatype;
    Type type;
    double scale; // values spread from -scale to scale
    double nulls; // share of the cells
};

constexpr std::array<ColumnSpec, 16> columns = {{
    {"source_id", "long", Type::Long, 9e18, 0},
    {"ra", "double", Type::Double, 360, 0},
    {"dec", "double", Type::Double, 90, 0},
    {"l", "double", Type::Double, 360, 0},
    {"b", "double", Type::Double, 90, 0},
    {"parallax", "double", Type::Double, 10, 0.05},
    {"pmra", "double", Type::Double, 50, 0.05},
    {"pmdec", "double", Type::Double, 50, 0.05},
    {"flux", "double", Type::Double, 1e4, 0},
    {"mag", "float", Type::Float, 21, 0},
    {"colour", "float", Type::Float, 3, 0.02},
    {"velocity", "float", Type::Float, 300, 0.8},
    {"random", "long", Type::Long, 1e9, 0.01},
    {"count", "int", Type::Int, 900, 0.03},
    {"variable", "boolean", Type::Boolean, 1, 0.1},
    {"designation", "char", Type::Char, 1e17, 0.04},
}};

// SplitMix64: one step of a counter-based generator.
std::uint64_t mix(std::uint64_t z)
{
    z += 0x9e3779b97f4a7c15ULL;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ULL;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebULL;
    return z ^ (z >> 31);
}

double unit(std::uint64_t bits)
{
    return static_cast<double>(bits >> 11) * 0x1p-53;
}

struct Cell
{
    bool null = false;
    double number = 0;

    Cell(std::int64_t row, std::size_t column)
    {
        const std::uint64_t seed =
            mix(static_cast<std::uint64_t>(row) * columns.size() + column + 1);
        null = unit(mix(seed)) < columns[column].nulls;
        number = (2 * unit(seed) - 1) * columns[column].scale;
    }
};

template <typename T>
void appendNumber(std::string& out, T value)
{
    char digits[40];
    out.append(digits, std::to_chars(digits, digits + sizeof(digits), value).ptr);
}

std::string designation(double number)
{
    std::string text = "Synthetic ";
    appendNumber(text, static_cast<std::int64_t>(number));
    return text;
}

void appendText(std::string& out, const ColumnSpec& spec, const Cell& cell)
{
    if (cell.null)
        return;
    switch (spec.type) {
    case Type::Double:
        return appendNumber(out, cell.number);
    case Type::Float:
        return appendNumber(out, static_cast<float>(cell.number));
    case Type::Long:
    case Type::Int:
        return appendNumber(out, static_cast<std::int64_t>(cell.number));
    case Type::Boolean:
        out += cell.number > 0 ? "T" : "F";
        return;
    case Type::Char:
        out += designation(cell.number);
    }
}

template <typename T>
void appendBigEndian(std::string& out, T value)
{
    for (int shift = 8 * (static_cast<int>(sizeof(T)) - 1); shift >= 0; shift -= 8)
        out.push_back(static_cast<char>(value >> shift));
}

void appendBinary(std::string& out, const ColumnSpec& spec, const Cell& cell)
{
    constexpr double nan = std::numeric_limits<double>::quiet_NaN();
    const double number = cell.null ? nan : cell.number;
    const std::int64_t integer = cell.null ? 0 : static_cast<std::int64_t>(cell.number);
    switch (spec.type) {
    case Type::Double:
        return appendBigEndian(out, std::bit_cast<std::uint64_t>(number));
    case Type::Float:
        return appendBigEndian(out, std::bit_cast<std::uint32_t>(static_cast<float>(number)));
    case Type::Long:
        return appendBigEndian(out, static_cast<std::uint64_t>(integer));
    case Type::Int:
        return appendBigEndian(out, static_cast<std::uint32_t>(integer));
    case Type::Boolean:
        out.push_back(cell.null ? '?' : cell.number > 0 ? 'T' : 'F');
        return;
    case Type::Char: {
        const std::string text = cell.null ? std::string() : designation(cell.number);
        appendBigEndian(out, static_cast<std::uint32_t>(text.size()));
        out += text;
    }
    }
}

class File final
{
public:
    explicit File(const std::string& path)
        : m_file(std::fopen(path.c_str(), "wb"))
    {
        check(m_file != nullptr);
    }
    ~File() { check(std::fclose(m_file) == 0); }
    File(const File&) = delete;
    File& operator=(const File&) = delete;

    void write(std::string_view bytes)
    {
        check(std::fwrite(bytes.data(), 1, bytes.size(), m_file) == bytes.size());
    }

private:
    static void check(bool good)
    {
        if (!good) {
            std::perror("bench");
            std::exit(2);
        }
    }

    std::FILE* m_file;
};

// Takes whole lines of base64 from the front of bytes.
void writeBase64(File& file, std::string& bytes, bool last)
{
    constexpr std::string_view digits =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    constexpr std::size_t lineBytes = 48;
    std::string out;
    std::size_t at = 0;
    while (bytes.size() - at >= lineBytes || (last && at < bytes.size())) {
        const std::string_view line = std::string_view(bytes).substr(at, lineBytes);
        for (std::size_t i = 0; i < line.size(); i += 3) {
            std::uint32_t group = 0;
            for (std::size_t k = 0; k < 3; ++k)
                group = (group << 8)
                    | (i + k < line.size() ? static_cast<unsigned char>(line[i + k]) : 0U);
            for (std::size_t k = 0; k < 4; ++k)
                out += k <= line.size() - i ? digits[(group >> (18 - 6 * k)) & 63] : '=';
        }
        out += '\n';
        at += line.size();
    }
    bytes.erase(0, at);
    file.write(out);
}

void writeHead(File& file, std::int64_t rows)
{
    std::string head = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                       "<VOTABLE version=\"1.4\" xmlns=\"http://www.ivoa.net/xml/VOTable/v1.3\">\n"
                       "<RESOURCE type=\"results\">\n<TABLE name=\"synthetic\" nrows=\"";
    head += std::to_string(rows) + "\">\n";
    for (const ColumnSpec& spec : columns) {
        head += std::string("<FIELD name=\"") + spec.name + "\" datatype=\"" + spec.datatype + '"';
        head += spec.type == Type::Char ? " arraysize=\"*\"/>\n" : "/>\n";
    }
    file.write(head + "<DATA>\n");
}

} // namespace

void writeCatalogue(const std::string& path, std::int64_t rows, Encoding encoding)
{
    File file(path);
    writeHead(file, rows);
    const bool binary = encoding != Encoding::TableData;
    const std::size_t flagBytes = encoding == Encoding::Binary2 ? columns.size() / 8 : 0;
    const std::string element = encoding == Encoding::Binary2 ? "BINARY2" : "BINARY";
    file.write(binary ? '<' + element + ">\n<STREAM encoding=\"base64\">\n" : "<TABLEDATA>\n");
    std::string out;
    for (std::int64_t row = 0; row < rows; ++row) {
        const std::size_t flags = out.size();
        out += binary ? std::string(flagBytes, '\0') : std::string("<TR>");
        for (std::size_t i = 0; i < columns.size(); ++i) {
            const Cell cell(row, i);
            if (binary) {
                if (cell.null && flagBytes > 0)
                    out[flags + i / 8] = static_cast<char>(out[flags + i / 8] | (0x80 >> (i % 8)));
                appendBinary(out, columns[i], cell);
            } else {
                out += "<TD>";
                appendText(out, columns[i], cell);
                out += "</TD>";
            }
        }
        if (binary && out.size() > (1 << 16)) {
            writeBase64(file, out, false);
        } else if (!binary) {
            out += "</TR>\n";
            file.write(out);
            out.clear();
        }
    }
    writeBase64(file, out, true);
    file.write(binary ? "</STREAM>\n</" + element + ">\n" : "</TABLEDATA>\n");
    file.write("</DATA>\n</TABLE>\n</RESOURCE>\n</VOTABLE>\n");
}

} // namespace tapdesk::bench

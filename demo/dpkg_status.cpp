// SPDX-License-Identifier: BSL-1.0
#include "dpkg_status.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>
#include <vector>

namespace demo {
namespace {

constexpr std::size_t no_position = std::string_view::npos;

std::string_view trim(std::string_view text) {
    auto const first = text.find_first_not_of(" \t\r");
    if (first == no_position)
        return {};
    return text.substr(first, text.find_last_not_of(" \t\r") - first + 1);
}

/// Takes the text before the next `separator` off the front of `rest`.
std::string_view take_until(std::string_view& rest, char separator) {
    auto const end = std::min(rest.find(separator), rest.size());
    auto const taken = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 1, rest.size()));
    return taken;
}

bool is_control(char byte) {
    return static_cast<unsigned char>(byte) < 0x20 || byte == 0x7f;
}

char lower(char letter) {
    return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter;
}

bool same_name(std::string_view left, std::string_view right) {
    return std::ranges::equal(left, right, {}, lower, lower);
}

bool is_name_character(char letter) {
    return (letter >= 'a' && letter <= 'z') || (letter >= '0' && letter <= '9') || letter == '+' ||
           letter == '-' || letter == '.';
}

bool is_package_name(std::string_view text) {
    return text.size() >= 2 && text[0] != '+' && text[0] != '-' && text[0] != '.' &&
           std::ranges::all_of(text, is_name_character);
}

bool is_version(std::string_view text) {
    return !text.empty() && std::ranges::all_of(text, [](char letter) {
        return is_name_character(lower(letter)) || letter == '~' || letter == ':';
    });
}

struct field {
    std::size_t line = 0;
    std::string_view name{};
    std::string value{};
};

/// Puts a quotation of `text` behind `words`, short enough for one line of a report.
std::string quoting(std::string_view words, std::string_view text) {
    constexpr std::size_t most = 40;
    std::string result(words);
    result += " \"";
    for (char const letter : text.substr(0, most))
        result += is_control(letter) ? '?' : letter;
    result += text.size() > most ? "...\"" : "\"";
    return result;
}

std::vector<field> read_fields(stanza const& from, std::vector<bad_line>& bad) {
    std::vector<field> fields;
    std::string_view rest = from.text;
    bool keep = false;  // what the continuation lines at hand belong to
    for (std::size_t number = from.line; !rest.empty(); ++number) {
        auto const line = take_until(rest, '\n');
        if (line.starts_with(' ') || line.starts_with('\t')) {
            if (number == from.line) {
                bad.push_back({number, "a continuation line without a field"});
            } else if (keep && !same_name(fields.back().name, "Description")) {
                fields.back().value += trim(line);  // of a description, only the first line counts
            }
            continue;
        }
        auto const colon = line.find(':');
        auto const name = line.substr(0, std::min(colon, line.size()));
        keep = false;
        if (colon == no_position || colon == 0 || name.find_first_of(" \t") != no_position) {
            bad.push_back({number, quoting("not a \"Field: value\" line:", line)});
        } else if (std::ranges::any_of(
                       fields, [&](field const& other) { return same_name(other.name, name); })) {
            bad.push_back({number, quoting("a second field", name)});
        } else if (auto const value = trim(line.substr(colon + 1));
                   std::ranges::any_of(value, is_control)) {
            bad.push_back({number, quoting("control characters in", name)});
        } else {
            fields.push_back({number, name, std::string(value)});
            keep = true;
        }
    }
    return fields;
}

field const* find_field(std::vector<field> const& fields, std::string_view name) {
    auto const found =
        std::ranges::find_if(fields, [&](field const& one) { return same_name(one.name, name); });
    return found == fields.end() ? nullptr : &*found;
}

constexpr std::array<std::pair<std::string_view, version_rule>, 7> version_rules{{
    {"<<", version_rule::earlier},
    {"<=", version_rule::at_most},
    {"=", version_rule::exactly},
    {">=", version_rule::at_least},
    {">>", version_rule::later},
    {"<", version_rule::at_most},  // the old spellings, which mean what they say and "or equal"
    {">", version_rule::at_least},
}};

/// Reads ` (>= 1.2)`; false when it is anything else.
bool read_version_rule(std::string_view text, Dependency& into) {
    if (text.size() < 2 || text.front() != '(' || text.back() != ')')
        return false;
    text = trim(text.substr(1, text.size() - 2));
    auto const length = std::min(text.find_first_not_of("<=>"), text.size());
    auto const spelling = text.substr(0, length);
    auto const version = trim(text.substr(length));
    auto const found = std::ranges::find(version_rules, spelling,
                                         &std::pair<std::string_view, version_rule>::first);
    if (found == version_rules.end() || !is_version(version))
        return false;
    into.rule = found->second;
    into.version = std::string(version);
    return true;
}

/// Reads `name`, `name:any` or `name (>= 1.2)`; false when it is anything else.
bool read_alternative(std::string_view text, Dependency& into) {
    auto const bracket = std::min(text.find('('), text.size());
    auto name = trim(text.substr(0, bracket));
    name = name.substr(0, std::min(name.find(':'), name.size()));
    if (!is_package_name(name))
        return false;
    into.target = std::string(name);
    return bracket == text.size() || read_version_rule(trim(text.substr(bracket)), into);
}

void read_relations(field const& from, relation kind, record& into, std::vector<bad_line>& bad) {
    std::string_view rest = from.value;
    for (int clause = 1; !rest.empty(); ++clause) {
        auto alternatives = take_until(rest, ',');
        for (int alternative = 1; !alternatives.empty(); ++alternative) {
            auto const text = trim(take_until(alternatives, '|'));
            Dependency row{.kind = kind, .clause = clause, .alternative = alternative};
            if (read_alternative(text, row)) {
                into.dependencies.push_back(std::move(row));
            } else {
                bad.push_back({from.line, text.empty() ? "an empty dependency"
                                                       : quoting("not a dependency:", text)});
            }
        }
    }
}

void read_provides(field const& from, record& into, std::vector<bad_line>& bad) {
    for (std::string_view rest = from.value; !rest.empty();) {
        Dependency name;
        auto const text = trim(take_until(rest, ','));
        if (read_alternative(text, name)) {
            into.provides.push_back(std::move(name.target));
        } else {
            bad.push_back({from.line, quoting("not a name it provides:", text)});
        }
    }
}

std::optional<std::int64_t> read_size(field const& from, std::vector<bad_line>& bad) {
    std::int64_t kib = 0;
    auto const* const end = from.value.data() + from.value.size();
    auto const [stopped, error] = std::from_chars(from.value.data(), end, kib);
    if (error == std::errc{} && stopped == end && kib >= 0)
        return kib;
    bad.push_back({from.line, quoting("Installed-Size is no number of KiB:", from.value)});
    return std::nullopt;
}

/// Whether the stanza is of an installed package: `Status: install ok installed`. An apt Packages
/// file has no such field.
bool is_installed(std::vector<field> const& fields) {
    auto const* const status = find_field(fields, "Status");
    return status == nullptr || status->value.ends_with(" installed");
}

/// A field without which there is no package; null, and said, when it is not there or not `valid`.
field const* require_field(std::vector<field> const& fields, std::string_view name,
                           bool (*valid)(std::string_view), std::size_t line,
                           std::vector<bad_line>& bad) {
    auto const* const found = find_field(fields, name);
    if (found == nullptr) {
        bad.push_back({line, "a package without the field " + std::string(name)});
    } else if (!valid(found->value)) {
        bad.push_back({found->line, quoting("not a " + std::string(name) + ":", found->value)});
    } else {
        return found;
    }
    return nullptr;
}

}  // namespace

std::vector<stanza> split_stanzas(std::string_view text) {
    std::vector<stanza> found;
    std::size_t number = 0;
    std::size_t begin = no_position;
    std::string_view rest = text;
    while (!rest.empty()) {
        auto const at = text.size() - rest.size();
        bool const blank = trim(take_until(rest, '\n')).empty();
        ++number;
        if (blank && begin != no_position) {
            found.back().text = text.substr(begin, at - begin);
            begin = no_position;
        } else if (!blank && begin == no_position) {
            begin = at;
            found.push_back({number, {}});
        }
    }
    if (begin != no_position)
        found.back().text = text.substr(begin);
    return found;
}

std::optional<record> read_stanza(stanza const& from, std::vector<bad_line>& bad) {
    auto const fields = read_fields(from, bad);
    if (!is_installed(fields))
        return std::nullopt;
    auto const* const name = require_field(fields, "Package", is_package_name, from.line, bad);
    if (name == nullptr)
        return std::nullopt;
    auto const* const version = require_field(fields, "Version", is_version, from.line, bad);
    auto const* const architecture =
        require_field(fields, "Architecture", is_package_name, from.line, bad);
    if (version == nullptr || architecture == nullptr)
        return std::nullopt;

    record result{
        .line = from.line,
        .package = {
            .name = name->value, .architecture = architecture->value, .version = version->value}};
    if (auto const* const section = find_field(fields, "Section");
        section && !section->value.empty())
        result.package.section = section->value;
    if (auto const* const size = find_field(fields, "Installed-Size"))
        result.package.installed_kib = read_size(*size, bad);
    if (auto const* const summary = find_field(fields, "Description"))
        result.package.summary = summary->value;
    if (auto const* const list = find_field(fields, "Pre-Depends"))
        read_relations(*list, relation::pre_depends, result, bad);
    if (auto const* const list = find_field(fields, "Depends"))
        read_relations(*list, relation::depends, result, bad);
    if (auto const* const list = find_field(fields, "Recommends"))
        read_relations(*list, relation::recommends, result, bad);
    if (auto const* const list = find_field(fields, "Provides"))
        read_provides(*list, result, bad);
    return result;
}

}  // namespace demo

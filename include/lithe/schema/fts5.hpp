#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// fts5(name, …): the descriptor of a full-text table. A struct maps it: an integer key, which is
// FTS5's rowid, and a std::string for each column. With fts::content<Article> the texts stay in
// Article's table and triggers keep the index in step. https://www.sqlite.org/fts5.html

#include <lithe/schema/rules.hpp>

#include <concepts>
#include <cstddef>
#include <string_view>
#include <type_traits>
#include <utility>

namespace lithe::inline v0 {
namespace detail {

struct fts_option : constraint_tag {};

template <class Entity>
struct fts_content_t : fts_option {
    using content = Entity;
};
template <auto... Members>
struct fts_unindexed_t : fts_option {
    using columns = members<Members...>;
    using unindexed = members<Members...>;
};
struct fts_tokenize_t : fts_option {
    std::string_view tokenizer;
};
struct fts_prefix_t : fts_option {
    int lengths[4]{};
};

}  // namespace detail

namespace fts {

/// The texts are those of `Entity`'s table, in columns of the same names; its INTEGER PRIMARY KEY
/// is the rowid. Triggers on it, made by create_tables, keep the index in step.
template <class Entity>
inline constexpr detail::fts_content_t<Entity> content{};
/// Columns that are kept and not searched.
template <auto... Members>
inline constexpr detail::fts_unindexed_t<Members...> unindexed{};
/// FTS5's tokenizer: `tokenize("porter unicode61")`, `tokenize("trigram")`; without, unicode61.
constexpr auto tokenize(std::string_view tokenizer) {
    return detail::fts_tokenize_t{{}, tokenizer};
}
/// Indexes for prefixes of these many characters: `prefix_lengths(2, 3)`.
template <std::same_as<int>... Lengths>
    requires(sizeof...(Lengths) > 0 && sizeof...(Lengths) <= 4)
constexpr auto prefix_lengths(Lengths... lengths) {
    return detail::fts_prefix_t{{}, {lengths...}};
}

}  // namespace fts

namespace detail {

template <class Constraint>
    struct is_fts_content : std::bool_constant < requires {
    typename Constraint::content;
}>{};

template <class... Constraints>
consteval auto contents_in(type_list<Constraints...>) {
    return concat_t<std::conditional_t<is_fts_content<Constraints>::value, type_list<Constraints>,
                                       type_list<>>...>{};
}
/// type_list<fts_content_t<Article>>, or type_list<>.
template <class Entity>
using fts_content_of = decltype(contents_in(typename constraints_of<Entity>::types{}));

template <class Constraint>
inline constexpr bool is_fts_constraint = std::is_base_of_v<fts_option, Constraint>;
template <auto Member>
inline constexpr bool is_fts_constraint<primary_key_t<Member>> = is_row_id<field_of<Member>>;
template <auto Member>
inline constexpr bool is_fts_constraint<column_name_t<Member>> = true;

template <class... Constraints>
consteval bool are_fts_constraints(type_list<Constraints...>) {
    return (is_fts_constraint<Constraints> && ...);
}

template <std::size_t Index, class... Constraints>
consteval bool is_unindexed_in(type_list<Constraints...>) {
    return ([] {
        if constexpr (requires { typename Constraints::unindexed; }) {
            return is_in_sequence<Index, member_indices_t<typename Constraints::unindexed>>;
        } else {
            return false;
        }
    }() || ...);
}
template <class Entity, std::size_t Index>
inline constexpr bool is_unindexed =
    is_unindexed_in<Index>(typename constraints_of<Entity>::types{});

template <class Entity, std::size_t Index>
inline constexpr bool is_fts_key = is_in_sequence<Index, key_of<Entity>>;

template <class Entity, std::size_t... Index>
consteval bool fts_columns_are_text(std::index_sequence<Index...>) {
    return ((is_fts_key<Entity, Index> || is_unindexed<Entity, Index> ||
             field_storage<Entity, Index> == storage_class::text) &&
            ...);
}

template <class Content, std::size_t... Index>
constexpr bool has_column_of(std::string_view name, storage_class stored,
                             std::index_sequence<Index...>) {
    return ((same_name(column_names<Content>[Index], name) &&
             field_storage<Content, Index> == stored) ||
            ...);
}
template <class Entity, class Content, std::size_t... Index>
consteval bool content_has_columns(std::index_sequence<Index...>) {
    return has_rowid_key<Content> &&
           ((is_fts_key<Entity, Index> ||
             has_column_of<Content>(
                 column_names<Entity>[Index], field_storage<Entity, Index>,
                 field_indices<Content> {})) &&
            ...);
}
template <class Entity, class... Contents>
consteval bool content_fits(type_list<Contents...>) {
    return sizeof...(Contents) < 2 &&
           (content_has_columns<Entity, typename Contents::content>(field_indices<Entity>{}) &&
            ...);
}

enum class fts_fault : unsigned char { none, constraint, text, content };

template <class Entity>
consteval fts_fault find_fts_fault() {
    if constexpr (!are_fts_constraints(typename constraints_of<Entity>::types{})) {
        return fts_fault::constraint;
    } else if constexpr (!fts_columns_are_text<Entity>(field_indices<Entity>{})) {
        return fts_fault::text;
    } else if constexpr (!content_fits<Entity>(fts_content_of<Entity>{})) {
        return fts_fault::content;
    } else {
        return fts_fault::none;
    }
}
// A call, because compilers add lines of explanation to a comparison.
consteval bool absent(fts_fault found, fts_fault fault) {
    return found != fault;
}

template <class... Constraints>
consteval auto key_member_in(type_list<Constraints...>) {
    return concat_t<std::conditional_t<is_primary_key<Constraints>::value, type_list<Constraints>,
                                       type_list<>>...>{};
}
// FTS5 calls its key rowid.
template <auto Member, class... Others>
constexpr auto fts_key_name(type_list<primary_key_t<Member>, Others...>) {
    return make_pack(column_name_t<Member>{{}, "rowid"});
}
template <class... Others>
constexpr auto fts_key_name(type_list<Others...>) {
    return value_pack<>{};
}

}  // namespace detail

/// A full-text table's descriptor: what `schema()` returns.
template <class Name, class Constraints>
struct fts5_t : table_t<Name, Constraints> {
    static constexpr bool is_fts5 = true;
    static constexpr int creation_rank = 1;
    static constexpr bool is_virtual = true;
    template <class Entity>
    static consteval bool is_sound() {
        return detail::find_fts_fault<Entity>() == detail::fts_fault::none;
    }
    template <class Entity>
    static consteval bool explain() {
        using enum detail::fts_fault;
        constexpr detail::fts_fault fault = detail::find_fts_fault<Entity>();
        static_assert(absent(fault, constraint),
                      "lithe: fts5(): a constraint of tables; it takes primary_key of an integer, "
                      "column_name and fts:: options");
        static_assert(absent(fault, text),
                      "lithe: fts5(): a field is not TEXT; make it std::string or name it in "
                      "fts::unindexed<>");
        static_assert(absent(fault, content),
                      "lithe: fts5(): the content table has no integer key or no such column; "
                      "name its columns alike");
        return fault == none;
    }
    template <class Entity>
    static constexpr void write_create(sql_writer& out) {
        write_create_object<Entity>(out, detail::descriptor_of<Entity>);
    }
};

/// `fts5("article_search", primary_key<&S::id>, fts::content<Article>, fts::tokenize("porter"))`
template <class Name, class... Constraints>
constexpr auto fts5(Name const& name, Constraints const&... list) {
    auto const plain = table(name, list...);
    using list_type = typename std::remove_const_t<decltype(plain)>::constraint_list;
    auto const key =
        detail::fts_key_name(decltype(detail::key_member_in(typename list_type::types{})){});
    auto all = detail::join_packs(plain.constraints, key);
    return fts5_t<decltype(plain.name), decltype(all)>{{plain.name, all, false}};
}

}  // namespace lithe::inline v0

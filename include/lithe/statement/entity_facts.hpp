#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// The statement_facts of each statement type: its text, and of the table that it writes what a
// constraint's error must name.

#include <lithe/statement/create_table.hpp>
#include <lithe/statement/facts.hpp>
#include <lithe/statement/text.hpp>

#include <array>
#include <cstddef>
#include <string_view>
#include <type_traits>
#include <utility>

namespace lithe::inline v0::detail {

template <class Entity, std::size_t... Index>
consteval std::array<std::string_view, sizeof...(Index)> names_at(std::index_sequence<Index...>) {
    return {column_names<Entity>[Index]...};
}
template <class Entity>
inline constexpr auto key_column_names = names_at<Entity>(key_of<Entity>{});

template <class Entity, class... Keys>
consteval auto child_column_names(type_list<Keys...>) {
    constexpr std::size_t count = (Keys::columns::size + ... + 0);
    std::array<std::string_view, count> names{};
    if constexpr (count > 0) {
        std::size_t at = 0;
        auto const add = [&]<std::size_t... Index>(std::index_sequence<Index...>) {
            ((names[at++] = column_names<Entity>[Index]), ...);
        };
        (add(member_indices_t<typename Keys::columns>{}), ...);
    }
    return names;
}
template <class Entity>
inline constexpr auto foreign_key_names = child_column_names<Entity>(foreign_keys_of<Entity>{});

template <class Entity, class Check>
struct check_text {
    static constexpr void write(sql_writer& out) {
        descriptor_of<Entity>.constraints.each([&](auto const& constraint) {
            if constexpr (std::is_same_v<std::remove_cvref_t<decltype(constraint)>, Check>)
                constraint.condition.write_literal(out);
        });
    }
};

template <class Node>
consteval auto columns_of_node() {
    if constexpr (is_column<Node>) {
        return type_list<Node>{};
    } else {
        return []<class... Children>(type_list<Children...>) {
            return concat_t<decltype(columns_of_node<Children>())...>{};
        }(typename Node::children{});
    }
}

template <class Entity, class... Columns>
consteval std::array<std::string_view, sizeof...(Columns)> names_of_columns(type_list<Columns...>) {
    return {column_names<Entity>[member_index<Columns::member>]...};
}
template <class Constraint>
inline constexpr bool is_check = requires { typename Constraint::condition_node; };
template <class Constraint>
inline constexpr bool has_terms = false;
template <class Constraint>
    requires requires { typename Constraint::index_terms; }
inline constexpr bool has_terms<Constraint> = Constraint::index_terms::size > 0;

template <auto... Members, class... Terms>
consteval auto columns_of_index(members<Members...>, type_list<Terms...>) {
    return concat_t<type_list<column<Members>...>,
                    decltype(columns_of_node<typename node_of_term<Terms>::type>())...>{};
}
template <class Constraint>
consteval auto columns_of_constraint() {
    if constexpr (is_check<Constraint>) {
        return columns_of_node<typename Constraint::condition_node>();
    } else {
        return columns_of_index(typename Constraint::columns{}, typename Constraint::index_terms{});
    }
}
template <class Entity, class Constraint>
inline constexpr auto constraint_column_names =
    names_of_columns<Entity>(columns_of_constraint<Constraint>());

template <class Entity, class... Constraints>
consteval auto make_check_facts(type_list<Constraints...>) {
    constexpr std::size_t count =
        (std::size_t{is_check<Constraints> || has_terms<Constraints>} + ... + 0);
    std::array<check_facts, count> facts{};
    std::size_t at = 0;
    descriptor_of<Entity>.constraints.each([&](auto const& constraint) {
        using kind = std::remove_cvref_t<decltype(constraint)>;
        if constexpr (is_check<kind> || has_terms<kind>) {
            check_facts& fact = facts[at++];
            fact.name = constraint.name;
            fact.columns = constraint_column_names<Entity, kind>.data();
            fact.column_count = constraint_column_names<Entity, kind>.size();
            if constexpr (is_check<kind>) {
                fact.text = sql_of<check_text<Entity, kind>>;
            } else {
                fact.is_index = true;
            }
        }
    });
    return facts;
}
template <class Entity>
inline constexpr auto checks_of =
    make_check_facts<Entity>(typename constraints_of<Entity>::types{});

/// What is known of a statement beside its text.
template <class Statement>
consteval statement_facts make_facts() {
    using entity = typename Statement::target;
    statement_facts facts;
    facts.writes = Statement::writes;
    facts.table = entity_names<entity>::table();
    if constexpr (Statement::writes) {
        facts.foreign_key_columns = foreign_key_names<entity>.data();
        facts.foreign_key_count = foreign_key_names<entity>.size();
        facts.checks = checks_of<entity>.data();
        facts.check_count = checks_of<entity>.size();
    }
    return facts;
}

struct no_text {
    static constexpr void write(sql_writer&) {}
};

/// Facts and the text they point to in one object: of a statement's symbols each name is as long as
/// the statement.
template <class Statement, class Text>
struct facts_with_text : statement_facts {
    constexpr explicit facts_with_text(statement_facts const& known) : statement_facts(known) {
        text = text_.characters;
        size = length;
        if constexpr (!std::is_same_v<Text, Statement>)
            shown = {shown_.characters, shown_length};
    }
    facts_with_text(facts_with_text const&) = delete;
    facts_with_text& operator=(facts_with_text const&) = delete;

private:
    static constexpr std::size_t length = measure<Text>();
    using text_shown = std::conditional_t<std::is_same_v<Text, Statement>, no_text, Statement>;
    static constexpr std::size_t shown_length = measure<text_shown>();

    text_buffer<length> text_ = render<Text, length>();
    text_buffer<shown_length> shown_ = render<text_shown, shown_length>();
};

/// The facts of a statement whose SQL `Text` writes: itself, or the same query in another form.
template <class Statement, class Text = Statement>
struct facts_of {
    static constexpr facts_with_text<Statement, Text> value{make_facts<Statement>()};
};

}  // namespace lithe::inline v0::detail

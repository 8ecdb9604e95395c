#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// Floors 0 to 5: descriptors, expressions and statements as compile-time SQL, without SQLite.

#include <lithe/version.hpp>

#if defined(__cpp_exceptions)  // without, the sentence of version.hpp is the only error

// In the order of inclusion, flat, so that an error shows few "In file included from".
// clang-format off
#include <lithe/fwd.hpp>
#include <lithe/meta/fixed_string.hpp>
#include <lithe/meta/type_name.hpp>
#include <lithe/meta/sql_writer.hpp>
#include <lithe/meta/type_list.hpp>
#include <lithe/meta/callable.hpp>
#include <lithe/meta/value_pack.hpp>
#include <lithe/reflect/fields.hpp>
#include <lithe/reflect/field_name.hpp>
#include <lithe/reflect/flattened.hpp>
#include <lithe/reflect/rules.hpp>
#include <lithe/reflect/member.hpp>
#include <lithe/value/value_traits.hpp>
#include <lithe/value/enumeration.hpp>
#include <lithe/value/id.hpp>
#include <lithe/expression/expression.hpp>
#include <lithe/expression/rules.hpp>
#include <lithe/expression/parameter.hpp>
#include <lithe/expression/literal.hpp>
#include <lithe/expression/rounded.hpp>
#include <lithe/expression/column.hpp>
#include <lithe/expression/ordering.hpp>
#include <lithe/schema/constraint.hpp>
#include <lithe/schema/generated.hpp>
#include <lithe/schema/index.hpp>
#include <lithe/schema/index_expression.hpp>
#include <lithe/schema/table.hpp>
#include <lithe/schema/schema_kind.hpp>
#include <lithe/schema/descriptor.hpp>
#include <lithe/schema/index_names.hpp>
#include <lithe/schema/parent_key.hpp>
#include <lithe/schema/stored_form.hpp>
#include <lithe/schema/expression_fault.hpp>
#include <lithe/schema/schema_fault.hpp>
#include <lithe/schema/rules.hpp>
#include <lithe/schema/fts5.hpp>
#include <lithe/expression/comparison.hpp>
#include <lithe/expression/arithmetic.hpp>
#include <lithe/expression/function.hpp>
#include <lithe/expression/full_text.hpp>
#include <lithe/expression/aggregate.hpp>
#include <lithe/expression/misgiven.hpp>
#include <lithe/expression/aggregate_order.hpp>
#include <lithe/expression/user_function.hpp>
#include <lithe/expression/bits.hpp>
#include <lithe/expression/conditional.hpp>
#include <lithe/expression/core_function.hpp>
#include <lithe/expression/format.hpp>
#include <lithe/expression/frame.hpp>
#include <lithe/expression/json.hpp>
#include <lithe/expression/json_build.hpp>
#include <lithe/expression/logical.hpp>
#include <lithe/schema/rtree.hpp>
#include <lithe/expression/choice.hpp>
#include <lithe/expression/math.hpp>
#include <lithe/expression/outer.hpp>
#include <lithe/expression/predicate.hpp>
#include <lithe/expression/row_value.hpp>
#include <lithe/expression/text_search.hpp>
#include <lithe/expression/window.hpp>
#include <lithe/expression/named_window.hpp>
#include <lithe/expression/window_function.hpp>
#include <lithe/statement/text.hpp>
#include <lithe/statement/with.hpp>
#include <lithe/statement/clause.hpp>
#include <lithe/statement/same_values.hpp>
#include <lithe/statement/from_item.hpp>
#include <lithe/statement/table_function.hpp>
#include <lithe/statement/result_column.hpp>
#include <lithe/statement/rule.hpp>
#include <lithe/statement/rules.hpp>
#include <lithe/statement/finding.hpp>
#include <lithe/statement/window_rules.hpp>
#include <lithe/statement/select_rules.hpp>
#include <lithe/statement/projection_rules.hpp>
#include <lithe/statement/query_shape.hpp>
#include <lithe/statement/unavailable.hpp>
#include <lithe/statement/add_clause.hpp>
#include <lithe/statement/seek_rules.hpp>
#include <lithe/statement/seek.hpp>
#include <lithe/statement/relation.hpp>
#include <lithe/statement/related_statement.hpp>
#include <lithe/statement/whole_query.hpp>
#include <lithe/statement/create_table.hpp>
#include <lithe/statement/affinity.hpp>
#include <lithe/statement/write_rules.hpp>
#include <lithe/statement/returning.hpp>
#include <lithe/statement/entity.hpp>
#include <lithe/statement/create_fts5.hpp>
#include <lithe/statement/create_rtree.hpp>
#include <lithe/statement/facts.hpp>
#include <lithe/statement/entity_facts.hpp>
#include <lithe/statement/insert.hpp>
#include <lithe/statement/partial_update.hpp>
#include <lithe/statement/row_by_key.hpp>
#include <lithe/statement/select.hpp>
#include <lithe/statement/subquery.hpp>
#include <lithe/statement/row_subquery.hpp>
#include <lithe/statement/compound_shape.hpp>
#include <lithe/statement/compound_order.hpp>
#include <lithe/statement/compound.hpp>
#include <lithe/statement/cte.hpp>
#include <lithe/statement/derived.hpp>
#include <lithe/statement/recursive_cte.hpp>
#include <lithe/statement/insert_select.hpp>
#include <lithe/statement/update.hpp>
#include <lithe/statement/literal_text.hpp>
#include <lithe/statement/insert_row.hpp>
#include <lithe/statement/trigger_rules.hpp>
#include <lithe/statement/trigger.hpp>
#include <lithe/statement/view.hpp>
#include <lithe/statement/sql_scan.hpp>
#include <lithe/statement/written_sql.hpp>
#include <lithe/statement/sql_tables.hpp>
// clang-format on

#endif

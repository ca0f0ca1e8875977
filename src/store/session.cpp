#include "store/session.h"

#include "store/connection.h"
#include "store/errors.h"

namespace chancery::store {

Param::Param(const std::optional<Time>& value)
    : type_(Type::integer), null_(!value), integer_(to_millis(value.value_or(Time()))) {}

std::optional<std::int64_t> Row::optional_integer(int column) const {
  return is_null(column) ? std::nullopt : std::optional(integer(column));
}

std::optional<Time> Row::optional_time(int column) const {
  return is_null(column) ? std::nullopt : std::optional(time(column));
}

Result<void> Snapshot::query(Sql sql, std::span<const Param> params, RowSink sink, bool streaming) {
  return connection_.query(sql, params, sink, streaming);
}

Result<std::int64_t> Transaction::execute(Sql sql, Params params) {
  auto changed = connection_.execute(sql, params);
  wrote_ = wrote_ || (changed && *changed > 0);
  return changed;
}

Result<void> Transaction::post(Sql sql, Params params, const ErrorKind& otherwise) {
  auto posted = connection_.post(sql, params, &otherwise);
  wrote_ = wrote_ || posted;
  return posted;
}

Result<void> Transaction::post(Sql sql, Params params) {
  wrote_ = true;
  return connection_.post(sql, params, nullptr);
}

}  // namespace chancery::store

// What a unit of work holds while it runs: a Snapshot to read from, or a Transaction to write with.
#pragma once

#include <initializer_list>
#include <optional>
#include <span>
#include <type_traits>
#include <utility>
#include <vector>

#include "base/result.h"
#include "store/sql.h"

namespace chancery::store {

class Connection;
class KeptRegister;

/// Where the rows of a statement go.
class RowSink final {
 public:
  /// Borrows `callback`, which takes a `const Row&` and returns void, bool (false: no more rows
  /// are wanted), Result<void> or Result<bool> (an error ends the statement and is its result).
  template <class Callback>
  explicit RowSink(Callback& callback)
      : object_(const_cast<void*>(static_cast<const void*>(&callback))), call_(&invoke<Callback>) {}

  /// Whether to go on.
  [[nodiscard]] Result<bool> operator()(const Row& row) const { return call_(object_, row); }

 private:
  template <class Callback>
  static Result<bool> invoke(void* object, const Row& row) {
    auto& callback = *static_cast<Callback*>(object);
    using Answer = std::invoke_result_t<Callback&, const Row&>;
    if constexpr (std::is_void_v<Answer>) {
      callback(row);
      return true;
    } else if constexpr (std::is_convertible_v<Answer, Result<bool>>) {
      return callback(row);
    } else {
      if (Answer answer = callback(row); !answer) {
        return pass(answer);
      }
      return true;
    }
  }

  void* object_;
  Result<bool> (*call_)(void*, const Row&);
};

template <class T>
struct Unwrapped {
  using type = T;
};
template <class T>
struct Unwrapped<std::expected<T, Error>> {
  using type = T;
};

/// What a row parser yields: T, for one that returns T or Result<T>.
template <class Parse>
using Parsed =
    typename Unwrapped<std::remove_cvref_t<std::invoke_result_t<Parse&, const Row&>>>::type;

/// `{id, name, Bytes...}`: see Param. What the parameters are made from must outlive the call.
using Params = std::initializer_list<Param>;

/// A consistent state of the database: everything read through one Snapshot is of one moment.
/// Handed to a unit of work, valid until it returns, used by one thread.
class Snapshot {
 public:
  explicit Snapshot(Connection& connection, KeptRegister* kept = nullptr)
      : connection_(connection), kept_(kept) {}
  Snapshot(const Snapshot&) = delete;
  Snapshot& operator=(const Snapshot&) = delete;

  /// What this process keeps of the register; null where it keeps none.
  [[nodiscard]] KeptRegister* kept() const { return kept_; }

  /// Calls back for every row, in the statement's order. The result may be gathered in memory
  /// first, so bound it with LIMIT. The callback must not run another statement on this session
  /// (kStoreStatement): collect, then go on. Errors: kStoreUnavailable, kStoreCorrupt,
  /// kStoreStatement, or the callback's.
  template <class Callback>
  [[nodiscard]] Result<void> each(Sql sql, Params params, Callback&& callback) {
    return query(sql, params, RowSink(callback), false);
  }

  /// As `each`, with one row in memory at a time: for results of any size.
  template <class Callback>
  [[nodiscard]] Result<void> stream(Sql sql, Params params, Callback&& callback) {
    return query(sql, params, RowSink(callback), true);
  }

  /// The first row as `parse(const Row&)`, returning T or Result<T>, sees it; or nothing.
  /// Result<std::optional<T>>.
  template <class Parse>
  [[nodiscard]] auto first(Sql sql, Params params, Parse&& parse)
      -> Result<std::optional<Parsed<Parse>>> {
    std::optional<Parsed<Parse>> found;
    const auto keep = [&](const Row& row) -> Result<void> {
      if (!found) {
        found = TRY(Result<Parsed<Parse>>(parse(row)));
      }
      return {};
    };
    TRY(each(sql, params, keep));
    return found;
  }

  /// Every row, parsed: Result<std::vector<T>>. Bound the statement with LIMIT.
  template <class Parse>
  [[nodiscard]] auto all(Sql sql, Params params, Parse&& parse)
      -> Result<std::vector<Parsed<Parse>>> {
    std::vector<Parsed<Parse>> found;
    const auto keep = [&](const Row& row) -> Result<void> {
      found.push_back(TRY(Result<Parsed<Parse>>(parse(row))));
      return {};
    };
    TRY(each(sql, params, keep));
    return found;
  }

 protected:
  Connection& connection_;

 private:
  [[nodiscard]] Result<void> query(Sql sql, std::span<const Param> params, RowSink sink,
                                   bool streaming);

  KeptRegister* kept_;
};

/// The writing side. Everything done through it becomes durable together with the rest of the unit
/// of work, or not at all.
class Transaction final : public Snapshot {
 public:
  explicit Transaction(Connection& connection) : Snapshot(connection) {}

  /// Runs a statement and tells how many rows it changed. Write `ON CONFLICT DO NOTHING` and look
  /// at the count where a duplicate is to be expected: that is cheap, while a statement that fails
  /// makes the whole batch run a second time. Errors: kStoreConflict (unique key),
  /// kStoreUnavailable, kStoreFull, kStoreStatement.
  [[nodiscard]] Result<std::int64_t> execute(Sql sql, Params params = {});

  /// Runs a statement that must change exactly one row; `otherwise` is the error when it changed
  /// none. The answer may be looked at only later in the batch (PostgreSQL then needs no round
  /// trip for it); this unit still fails, alone, with that error.
  [[nodiscard]] Result<void> post(Sql sql, Params params, const ErrorKind& otherwise);

  /// The same, where it does not matter how many rows it changes.
  [[nodiscard]] Result<void> post(Sql sql, Params params);

  /// Whether this unit has changed anything so far. For the writer.
  [[nodiscard]] bool wrote() const { return wrote_; }

 private:
  bool wrote_ = false;
};

}  // namespace chancery::store

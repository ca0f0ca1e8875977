#include "api/audit_records.h"

#include <algorithm>
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <charconv>

#include "api/certificate_query.h"
#include "api/errors.h"
#include "audit/log.h"
#include "base/encoding.h"
#include "http/json.h"

namespace chancery::api {

namespace {

namespace json = boost::json;

constexpr std::int64_t kStep = 500;  // leaves read at a time when most do not match

/// What the record holds is an object; anything else could only be a damaged one.
json::object details_of(const audit::Record& record) {
  boost::system::error_code error;
  json::value value = json::parse(record.details, error);
  return !error && value.is_object() ? std::move(value.get_object()) : json::object();
}

json::object leaf_json(const audit::Leaf& leaf) {
  const audit::Record& record = leaf.record;
  return {{"sequence", leaf.index},
          {"time", to_rfc3339(record.time)},
          {"kind", record.kind},
          {"actor", record.actor},
          {"subject", record.subject},
          {"outcome", to_text(record.outcome)},
          {"details", details_of(record)},
          {"leaf_hash", to_hex(audit::leaf_hash(audit::encode(record)))}};
}

struct Filter {
  std::string kind;
  std::string subject;

  [[nodiscard]] bool takes_all() const { return kind.empty() && subject.empty(); }
  [[nodiscard]] bool takes(const audit::Record& record) const {
    return (kind.empty() || record.kind == kind) && (subject.empty() || record.subject == subject);
  }
};

/// The records before `end`, newest first, until the page is full or enough were looked at.
/// Returns where the next page ends; 0 when there is none.
Result<std::int64_t> collect(store::Snapshot& snapshot, std::int64_t end, std::size_t limit,
                             const Filter& filter, json::array& items) {
  const std::int64_t last = std::max<std::int64_t>(0, end - AuditRecords::kMaxLooked);
  const auto step = filter.takes_all() ? static_cast<std::int64_t>(limit) + 1 : kStep;
  while (end > last) {
    const std::int64_t first = std::max(last, end - step);
    const auto leaves = TRY(audit::leaves_from(snapshot, first, static_cast<int>(end - first)));
    for (auto leaf = leaves.rbegin(); leaf != leaves.rend(); ++leaf) {
      if (items.size() == limit) {
        return leaf->index + 1;
      }
      if (filter.takes(leaf->record)) {
        items.push_back(leaf_json(*leaf));
      }
    }
    end = first;
  }
  return end;
}

/// The position behind the page's first record.
Result<std::int64_t> read_cursor(const http::Query& query, std::int64_t size) {
  const auto text = query.get("cursor");
  if (!text) {
    return size;
  }
  std::int64_t end = 0;
  const auto read = std::from_chars(text->data(), text->data() + text->size(), end);
  if (read.ec != std::errc() || read.ptr != text->data() + text->size() || end < 0) {
    return fail(kQueryParameterWrong,
                {{"parameter", "cursor"}, {"expected", "the `next` of the page before"}});
  }
  return std::min(end, size);
}

Result<std::int64_t> number_in(const http::Query& query, std::string_view name) {
  const std::string_view text = query.get(name).value_or("");
  std::int64_t number = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
  if (read.ec != std::errc() || read.ptr != text.data() + text.size()) {
    return fail(kQueryParameterWrong,
                {{"parameter", std::string(name)}, {"expected", "a whole number"}});
  }
  return number;
}

json::object proof_json(const audit::Head& head, const std::vector<audit::Hash>& proof) {
  json::array hashes;
  for (const auto& hash : proof) {
    hashes.emplace_back(to_hex(hash));
  }
  return {{"size", head.size}, {"root_hash", to_hex(head.root)}, {"hashes", std::move(hashes)}};
}

}  // namespace

Result<http::Response> AuditRecords::list(const Call& call) const {
  TRY(call.query.refuse_others({"kind", "subject", "limit", "cursor"}));
  const Filter filter{std::string(call.query.get("kind").value_or("")),
                      std::string(call.query.get("subject").value_or(""))};
  const auto limit = static_cast<std::size_t>(page_limit(call.query));
  return database_.read([&](store::Snapshot& snapshot) -> Result<http::Response> {
    const std::int64_t end = TRY(read_cursor(call.query, TRY(audit::head(snapshot)).size));
    json::array items;
    const std::int64_t next = TRY(collect(snapshot, end, limit, filter, items));
    json::object body{{"items", std::move(items)}};
    if (next > 0) {
      body["next"] = std::to_string(next);
    }
    return http::respond_json(200, body);
  });
}

Result<http::Response> AuditRecords::checkpoint(const Call& /*call*/) const {
  const std::string note = TRY(checkpoints_.sign());
  const auto stated = TRY(audit::open_checkpoint(note, checkpoints_.key));
  return http::respond_json(
      200, json::object{{"size", stated.size}, {"root_hash", to_hex(stated.root)}, {"note", note}});
}

Result<http::Response> AuditRecords::inclusion(const Call& call) const {
  TRY(call.query.refuse_others({"sequence"}));
  const auto sequence = TRY(number_in(call.query, "sequence"));
  return database_.read([&](store::Snapshot& snapshot) -> Result<http::Response> {
    const auto head = TRY(audit::head(snapshot));
    const auto proof = TRY(audit::prove_inclusion(snapshot, sequence, head.size));
    const auto leaf = TRY(audit::leaf_at(snapshot, sequence));
    json::object body = proof_json(head, proof);
    body["sequence"] = sequence;
    body["leaf"] = to_base64(audit::encode(leaf.record));
    return http::respond_json(200, body);
  });
}

Result<http::Response> AuditRecords::consistency(const Call& call) const {
  TRY(call.query.refuse_others({"size"}));
  const auto first = TRY(number_in(call.query, "size"));
  return database_.read([&](store::Snapshot& snapshot) -> Result<http::Response> {
    const auto head = TRY(audit::head(snapshot));
    json::object body = proof_json(head, TRY(audit::prove_consistency(snapshot, first, head.size)));
    body["first"] = first;
    return http::respond_json(200, body);
  });
}

}  // namespace chancery::api

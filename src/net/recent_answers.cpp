#include "net/recent_answers.h"

namespace chancery::net {
namespace {

// TLS BR 3.2.2.8 would let any answer be used for eight hours. Who has just lifted a prohibition
// wants to see that at once, so only the answer that there is none lives longer than its TTL.
constexpr Duration kAbsence = std::chrono::seconds(10);

Duration life_of(const DnsAnswer& answer) {
  return answer.outcome == Outcome::data ? Duration(answer.ttl) : kAbsence;
}

}  // namespace

Result<DnsAnswer> RecentAnswers::query(const QueryName& name, RecordType type, Deadline deadline) {
  if (type != RecordType::caa) {
    return behind_.query(name, type, deadline);
  }
  {
    const std::lock_guard lock(mutex_);
    if (const auto at = kept_.find(name); at != kept_.end() && !at->second.until.passed()) {
      return at->second.answer;
    }
  }
  auto answer = behind_.query(name, type, deadline);
  const auto life = answer ? life_of(*answer) : Duration(0);
  if (life > Duration(0)) {
    const std::lock_guard lock(mutex_);
    if (kept_.size() >= kMost) {
      kept_.clear();
    }
    kept_.insert_or_assign(name, Kept{*answer, Deadline::in(life)});
  }
  return answer;
}

}  // namespace chancery::net

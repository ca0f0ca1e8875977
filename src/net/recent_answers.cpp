#include "net/recent_answers.h"

namespace chancery::net {

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
  if (answer && answer->ttl.count() > 0) {
    const std::lock_guard lock(mutex_);
    if (kept_.size() >= kMost) {
      kept_.clear();
    }
    kept_.insert_or_assign(name, Kept{*answer, Deadline::in(answer->ttl)});
  }
  return answer;
}

}  // namespace chancery::net

#include "api/suffix_list.h"

#include <boost/json/object.hpp>

#include "http/json.h"

namespace chancery::api {

Result<http::Response> SuffixList::get(const Call& call) const {
  TRY(call.query.refuse_others({}));
  const SuffixListStatus status = source_();
  boost::json::object members{{"version", status.version},
                              {"dated", to_rfc3339(status.dated)},
                              {"update_due", to_rfc3339(status.update_due)},
                              {"overdue", clock_.now() > status.update_due},
                              {"source", status.fetched ? "url" : "file"}};
  if (status.looked_at) {
    members["looked_at"] = to_rfc3339(*status.looked_at);
  }
  if (!status.fault.empty()) {
    members["fault"] = status.fault;
  }
  return http::respond_json(200, std::move(members));
}

}  // namespace chancery::api

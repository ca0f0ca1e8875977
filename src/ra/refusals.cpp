#include "ra/refusals.h"

#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>

namespace chancery::ra {

namespace json = boost::json;

std::string refused_details(const model::Application& application) {
  json::array refusals;
  for (const auto& refusal : application.refusals) {
    refusals.push_back(
        {{"code", refusal.code}, {"detail", refusal.detail}, {"identifier", refusal.identifier}});
  }
  return json::serialize(json::object{{"account", to_text(application.account)},
                                      {"profile", application.profile},
                                      {"refusals", std::move(refusals)}});
}

}  // namespace chancery::ra

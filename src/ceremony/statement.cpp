#include "ceremony/statement.h"

#include <fmt/format.h>

namespace chancery::ceremony {

std::string approval_statement(const Script& script, const Step& step, std::string_view head) {
  return fmt::format("chancery ceremony 1\napproval\n{}\n{}\n{}\n{}\n", script.hash(), step.title(),
                     step.commanded_by, head);
}

std::string report_statement(const Script& script, std::string_view head, const Person& person,
                             std::string_view time) {
  return fmt::format("chancery ceremony 1\nreport\n{}\n{}\n{}\n{}\n", script.hash(), head,
                     person.id, time);
}

}  // namespace chancery::ceremony

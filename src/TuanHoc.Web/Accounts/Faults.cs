using TuanHoc.Web.Kit;

namespace TuanHoc.Web.Accounts;

/// <summary>What a control says of its error to those who do not see it.</summary>
static class Faults
{
    public static string? Invalid(this FormReader? input, string field) => input?.Error(field) is null ? null : "true";

    public static string? Described(this FormReader? input, string field) => input?.Error(field) is null ? null : field + "-error";
}

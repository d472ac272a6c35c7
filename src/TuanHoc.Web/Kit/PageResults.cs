using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http.HttpResults;

namespace TuanHoc.Web.Kit;

/// <summary>Answers that every room gives in the same way.</summary>
public static class PageResults
{
    /// <summary>"Not there" and "not yours" are one page, so that nobody learns what exists.</summary>
    public static MissingPage Missing() => new();

    /// <summary>A refusal that is a page of its own: what happened, what to do, whom to ask, and the way back.</summary>
    public static RefusedPage Refused(int status, string title, string what, string back) => new(status, title, what, back);

    public static RazorComponentResult<TView> Page<TView>(object parameters, int status = StatusCodes.Status200OK) where TView : IComponent =>
        new(parameters) { StatusCode = status };
}

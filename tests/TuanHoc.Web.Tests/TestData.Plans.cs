using AngleSharp.Dom;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace TuanHoc.Web.Tests;

public sealed partial class TestData
{
    /// <summary>The database of the application, for a second process over it.</summary>
    public string Connection => app.Services.GetRequiredService<IConfiguration>().GetConnectionString("TuanHoc")!;
}

static class PlanDocument
{
    /// <summary>What a reader reads in a part of a page, blanks collapsed.</summary>
    public static string Said(this IElement part) => string.Join(' ', part.TextContent.Split(default(char[]), StringSplitOptions.RemoveEmptyEntries));

    /// <summary>The text of a shown plan without the numbers of the places.</summary>
    public static string TextOfDocument(this INode document)
    {
        foreach (var number in ((IParentNode)document).QuerySelectorAll("mark a").ToList()) number.Remove();
        return document.TextContent;
    }
}

namespace TuanHoc.Web.Tests.Access;

/// <summary>What pages show and what the rule opens agree: no page has a link that its reader may not follow, and every page is reached by links.</summary>
[Collection(typeof(AccessCollection))]
public sealed class LinksTests(LinksShown shown) : IClassFixture<LinksShown>
{
    /// <summary>Pages to which no page leads, and how they are come to.</summary>
    static readonly Dictionary<string, string> ReachedOtherwise = new(StringComparer.Ordinal)
    {
        ["/join/{token}"] = "the link of an invitation, in a letter or on paper",
        ["/me/former"] = "a note on every page of whose unit has ended",
        ["/messages/unsubscribe/{token}"] = "the link in a letter",
        ["/password/{token}"] = "the link for a lost password, in a letter or on paper",
        ["/signin/again"] = "asked before a dangerous act",
        ["/week/embed"] = "what other sites show within their pages",
        ["/week/certificates/{code}"] = "the code on a certificate",
        ["/week/registrations/{token}"] = "the personal link of a registration, in a letter or on paper",
        ["/welcome/{token}"] = "the link for the first administrator, on the console",
    };

    [Fact]
    public void Every_link_that_somebody_is_shown_opens_to_them()
    {
        Assert.True(shown.Wrong.Count == 0, $"{shown.Wrong.Count} of {shown.Followed} links do not open:\n" + string.Join("\n", shown.Wrong.Order(StringComparer.Ordinal).Take(40)));
        Assert.True(shown.Followed > 500, $"only {shown.Followed} links were followed");
    }

    [Fact]
    public void Every_page_is_reached_by_links_or_has_another_way_to_it()
    {
        var lost = shown.Pages.Except(shown.Reached, StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        Assert.True(lost.SequenceEqual(ReachedOtherwise.Keys.Order(StringComparer.Ordinal)), "pages that no link leads to:\n" + string.Join("\n", lost) + "\nexcepted:\n" + string.Join("\n", ReachedOtherwise.Keys));
    }
}

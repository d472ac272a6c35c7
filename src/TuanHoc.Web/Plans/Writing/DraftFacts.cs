namespace TuanHoc.Web.Plans.Writing;

/// <summary>The letterhead and subject of a draft, as one row of fields.</summary>
public sealed record DraftHead(string Title, string Issuer, string? ParentBody, string Notation, string Place);

/// <summary>The year, theme and days of the Week as a draft has them; the days may still be missing.</summary>
public sealed record DraftWeek(int Year, string? Theme, DateOnly? Start, DateOnly? End);

/// <summary>A line of a list: a recipient, an addressee.</summary>
public sealed record DraftLine(string Text);

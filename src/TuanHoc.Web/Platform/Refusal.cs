namespace TuanHoc.Web.Platform;

/// <summary>The program cannot do what was asked, for a reason a person can act on: one sentence on standard error, exit code 1.</summary>
public sealed class Refusal(string sentence, Exception? cause = null) : Exception(sentence, cause);

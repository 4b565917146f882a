namespace Kd.Shared;

/// <summary>The ids of what a check warns of. Each has a page in <c>docs/diagnostics</c>.</summary>
internal static class CheckIds
{
    /// <summary>A term is far larger than all others together.</summary>
    public const string OneTermRules = "KD2001";

    /// <summary>A term teaches nothing: it has no gradient.</summary>
    public const string NothingToLearn = "KD2002";

    /// <summary>Parameters get no gradient.</summary>
    public const string NoGradient = "KD2003";

    /// <summary>A teacher, or a frozen member, is in training mode.</summary>
    public const string TeacherTrains = "KD2004";

    /// <summary>A part of a student is in evaluation mode while it is trained.</summary>
    public const string StudentEvaluates = "KD2005";

    /// <summary>A teacher gets gradients.</summary>
    public const string TeacherHasGradient = "KD2006";
}

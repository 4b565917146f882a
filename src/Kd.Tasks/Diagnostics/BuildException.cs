namespace Kd.Tasks.Diagnostics;

/// <summary>Something about the build or its configuration that the user has to change.</summary>
/// <param name="code">One of <see cref="BuildErrors"/>.</param>
/// <param name="message">What is wrong, in one line.</param>
/// <param name="inner">The cause.</param>
internal sealed class BuildException(string code, string message, Exception? inner = null) : Exception(message, inner)
{
    public string Code { get; } = code;
}

namespace Kd.Tasks.Tests.Fixtures;

/// <summary>A test that needs a POSIX shell and signals.</summary>
public sealed class LinuxFactAttribute : FactAttribute
{
    public LinuxFactAttribute() => Skip = OperatingSystem.IsLinux() ? null : "Needs a POSIX shell and signals.";
}

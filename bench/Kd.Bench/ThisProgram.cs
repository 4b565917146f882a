using System.Diagnostics;

namespace Kd.Bench;

/// <summary>This program, for what is measured in a process of its own.</summary>
internal static class ThisProgram
{
    /// <summary>How to start it again.</summary>
    /// <param name="arguments">Its arguments.</param>
    public static ProcessStartInfo With(params string[] arguments)
    {
        var program = Environment.ProcessPath!;
        return Path.GetFileNameWithoutExtension(program) == "dotnet" ? new(program, [typeof(ThisProgram).Assembly.Location, .. arguments]) : new(program, arguments);
    }
}

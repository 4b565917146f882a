using System.Reflection;
using Kd.Training;
using TorchSharp;

namespace Kd.Results.Runs;

/// <summary>The versions that results depend on.</summary>
internal static class Versions
{
    /// <summary>Kd's and TorchSharp's.</summary>
    public static string Text { get; } = $"Kd {Of(typeof(TrainingRun))}, TorchSharp {Of(typeof(torch))}";

    private static string Of(Type type) =>
        type.Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];
}

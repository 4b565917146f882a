using System.Runtime.CompilerServices;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Xunit.Sdk;

namespace VerifyXunit;

/// <summary>
/// Compares generated sources with <c>.verified.cs</c> files, with the call shape and file names of Verify.Xunit and
/// Verify.SourceGenerators, so that those packages can take its place. <c>KD_ACCEPT_SNAPSHOTS=1</c> accepts what is generated.
/// </summary>
public static partial class Verifier
{
    private static readonly UTF8Encoding _encoding = new(encoderShouldEmitUTF8Identifier: true);

    public static SettingsTask Verify(GeneratorDriverRunResult target, [CallerFilePath] string sourceFile = "", [CallerMemberName] string method = "") =>
        new(ignored => Verify(target.Results.SelectMany(r => r.GeneratedSources).Where(source => !ignored(source)), sourceFile, method));

    private static void Verify(IEnumerable<GeneratedSourceResult> sources, string sourceFile, string method)
    {
        var folder = Path.GetDirectoryName(sourceFile)!;
        var prefix = $"{Path.GetFileNameWithoutExtension(sourceFile)}.{method}#";
        var accept = Environment.GetEnvironmentVariable("KD_ACCEPT_SNAPSHOTS") == "1";
        var faults = new List<string>();
        var stale = Directory.GetFiles(folder, $"{prefix}*.verified.cs").ToHashSet();
        foreach (var source in sources)
        {
            var text = Scrub($"//HintName: {source.HintName}\n{source.SourceText}");
            var verified = Path.Combine(folder, $"{prefix}{Path.GetFileNameWithoutExtension(source.HintName)}.verified.cs");
            var received = verified.Replace(".verified.cs", ".received.cs");
            stale.Remove(verified);
            if (accept)
            {
                File.WriteAllText(verified, text, _encoding);
                File.Delete(received);
            }
            else if (Difference(File.Exists(verified) ? File.ReadAllText(verified) : "", text) is { } difference)
            {
                File.WriteAllText(received, text, _encoding);
                faults.Add($"{Path.GetFileName(verified)}: {difference}");
            }
        }

        foreach (var file in stale)
        {
            if (accept)
            {
                File.Delete(file);
            }
            else
            {
                faults.Add($"{Path.GetFileName(file)}: nothing is generated for it any more. Delete it.");
            }
        }

        if (faults.Count > 0)
        {
            throw new XunitException(string.Join("\n", faults));
        }
    }

    private static string? Difference(string expected, string actual)
    {
        string[] old = expected.Split('\n'), @new = actual.Split('\n');
        var line = Enumerable.Range(0, Math.Max(old.Length, @new.Length))
            .FirstOrDefault(i => i >= old.Length || i >= @new.Length || old[i] != @new[i], -1);
        return line < 0 ? null : $"line {line + 1}\n- {old.ElementAtOrDefault(line)}\n+ {@new.ElementAtOrDefault(line)}";
    }

    private static string Scrub(string text) => Version().Replace(text, "GeneratedCode(\"Kd.Generators\", \"VERSION\")").Replace("\r\n", "\n");

    [GeneratedRegex("""GeneratedCode\("Kd\.Generators", "[^"]+"\)""")]
    private static partial Regex Version();
}

/// <summary>A verification that takes settings until it is awaited.</summary>
public sealed class SettingsTask
{
    private readonly Action<Func<GeneratedSourceResult, bool>> _verify;
    private Func<GeneratedSourceResult, bool> _ignored = _ => false;

    internal SettingsTask(Action<Func<GeneratedSourceResult, bool>> verify) => _verify = verify;

    public static implicit operator Task(SettingsTask task)
    {
        task._verify(task._ignored);
        return Task.CompletedTask;
    }

    /// <summary>Leaves generated sources out.</summary>
    public SettingsTask IgnoreGeneratedResult(Func<GeneratedSourceResult, bool> shouldIgnore)
    {
        _ignored = shouldIgnore;
        return this;
    }
}

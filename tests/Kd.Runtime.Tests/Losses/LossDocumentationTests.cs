using System.Reflection;
using Kd.Losses;

namespace Kd.Tests.Losses;

/// <summary>Each loss has a word in the vocabulary and a row in <c>docs/losses.md</c>.</summary>
public sealed class LossDocumentationTests
{
    private static readonly string[] _rows =
        [.. File.ReadLines(Path.Combine(AppContext.BaseDirectory, "docs", "losses.md")).Where(line => line.StartsWith("| [", StringComparison.Ordinal))];

    private static readonly Type[] _losses = [.. typeof(Loss).Assembly.GetExportedTypes().Where(type => type.IsSubclassOf(typeof(Loss)) && !type.IsAbstract)];

    // Parameters of constructors that generated code gives: what the run knows, no hyper-parameters.
    private static readonly string[] _ofTheRun = ["studentShape", "teacherShape", "sampleCount"];

    // Of several exits or teachers, which no attribute can name yet.
    public static TheoryData<Type> LossClasses { get; } = [.. _losses];

    [Theory]
    [MemberData(nameof(LossClasses))]
    public void Has_a_row_with_all_columns(Type loss)
    {
        var row = Assert.Single(_rows, row => row.StartsWith($"| [{loss.Name}]", StringComparison.Ordinal));
        Assert.Equal(8, row.Trim('|', ' ').Split(" | ").Length);
    }

    /// <summary>All but those that <c>[TaskLoss&lt;T&gt;]</c> names.</summary>
    public static TheoryData<Type> LossClassesWithAWord { get; } = [.. _losses.Except([typeof(MseLoss)])];

    [Theory]
    [MemberData(nameof(LossClassesWithAWord))]
    public void Has_a_word_whose_defaults_are_those_of_the_class_and_of_its_row(Type loss)
    {
        var word = Word(loss);
        var row = Assert.Single(_rows, row => row.StartsWith($"| [{loss.Name}]", StringComparison.Ordinal));
        foreach (var parameter in loss.GetConstructors().Single().GetParameters().Where(p => !_ofTheRun.Contains(p.Name)))
        {
            var property = word.GetType().GetProperties().Single(p => string.Equals(p.Name, parameter.Name, StringComparison.OrdinalIgnoreCase));
            var value = property.GetValue(word);
            var declared = property.PropertyType.IsEnum ? Enum.ToObject(property.PropertyType, parameter.DefaultValue!) : parameter.DefaultValue;
            Assert.Equal(declared, value);
            Assert.Contains(FormattableString.Invariant($"{property.Name} = {value}"), row);
        }
    }

    private static KnowledgeAttribute Word(Type loss)
    {
        var type = Assert.Single(
            typeof(KnowledgeAttribute).Assembly.GetExportedTypes(),
            type => type.GetCustomAttribute<LossClassAttribute>(inherit: false)?.FullName == loss.FullName);
        var places = type.GetConstructors().Single().GetParameters().Select(p => (object)p.Name!).ToArray();
        return (KnowledgeAttribute)Activator.CreateInstance(type, places)!;
    }
}

using System.Globalization;
using System.Reflection;
using Kd.Losses;
using Kd.Tests.Fixtures;

namespace Kd.Tests.Losses;

/// <summary>The bounds that words declare are those of their losses.</summary>
public sealed class BoundsTests : ScopedTest
{
    private static readonly Dictionary<string, object> _given = new()
    {
        ["studentShape"] = new long[] { 4, 5 }, ["teacherShape"] = new long[] { 4, 5 }, ["sampleCount"] = 10L,
    };

    public static TheoryData<string, string> Numbers
    {
        get
        {
            var numbers = new TheoryData<string, string>();
            foreach (var (word, property) in Words().SelectMany(w => w.GetProperties().Select(p => (w, p))))
            {
                if (property.GetCustomAttribute<BoundsAttribute>() is not null && Class(word) is { } loss && Parameter(loss, property) is not null)
                {
                    numbers.Add(word.Name, property.Name);
                }
            }

            return numbers;
        }
    }

    [Theory]
    [MemberData(nameof(Numbers))]
    public void A_value_outside_is_refused_by_the_loss_and_one_inside_is_not(string word, string property)
    {
        var type = Words().Single(w => w.Name == word);
        var (loss, number) = (Class(type)!, type.GetProperty(property)!);
        var bounds = number.GetCustomAttribute<BoundsAttribute>()!;

        foreach (var (value, isInside) in Values(bounds, number.PropertyType == typeof(int)))
        {
            var refusal = Record.Exception(() => Make(loss, Parameter(loss, number)!, value));

            // A loss of maps refuses the shapes too, in another way.
            var isRefused = refusal is ArgumentOutOfRangeException out_ && out_.ParamName == Parameter(loss, number)!.Name;
            Assert.True(isInside != isRefused, FormattableString.Invariant($"{loss.Name}: {property} = {value} is {(isRefused ? "refused" : "taken")}; {refusal?.Message}"));
        }
    }

    private static IEnumerable<(double Value, bool IsInside)> Values(BoundsAttribute bounds, bool isInteger)
    {
        if (double.IsFinite(bounds.Above))
        {
            yield return (bounds.Above, false);
            yield return (bounds.Above + (isInteger ? 1 : 1e-3), true);
        }

        if (double.IsFinite(bounds.AtLeast))
        {
            yield return (bounds.AtLeast - (isInteger ? 1 : 1e-3), false);
            yield return (bounds.AtLeast, true);
        }

        if (double.IsFinite(bounds.AtMost))
        {
            yield return (bounds.AtMost + (isInteger ? 1 : 1e-3), false);
            yield return (bounds.AtMost, true);
        }

        if (double.IsFinite(bounds.Below))
        {
            yield return (bounds.Below, false);
            yield return (bounds.Below - (isInteger ? 1 : 1e-3), true);
        }
    }

    private static void Make(Type loss, ParameterInfo changed, double value)
    {
        var constructor = loss.GetConstructors().Single();
        var arguments = constructor.GetParameters().Select(p =>
            p.Name == changed.Name ? Convert.ChangeType(value, p.ParameterType, CultureInfo.InvariantCulture)
            : p.ParameterType == typeof(long[][]) ? new[] { new long[] { 4, 5 }, [4, 5] }
            : _given.TryGetValue(p.Name!, out var given) ? given
            : p.ParameterType.IsEnum ? Enum.ToObject(p.ParameterType, p.DefaultValue!) : p.DefaultValue);
        using var made = (Loss)constructor.Invoke(BindingFlags.DoNotWrapExceptions, null, [.. arguments], null);
    }

    private static IEnumerable<Type> Words() => typeof(KnowledgeAttribute).Assembly.GetExportedTypes().Where(t => t.IsSubclassOf(typeof(KnowledgeAttribute)) && !t.IsAbstract);

    private static Type? Class(Type word) => word.GetCustomAttribute<LossClassAttribute>(inherit: true) is { FullName: { } name } ? typeof(Loss).Assembly.GetType(name) : null;

    private static ParameterInfo? Parameter(Type loss, PropertyInfo property) =>
        loss.GetConstructors().Single().GetParameters().FirstOrDefault(p => string.Equals(p.Name, property.Name, StringComparison.OrdinalIgnoreCase));
}

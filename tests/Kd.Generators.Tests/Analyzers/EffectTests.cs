using System.Reflection;

namespace Kd.Generators.Tests.Analyzers;

/// <summary>Settings that have an effect only while another has a certain value (KD0050).</summary>
public class EffectTests
{
    public static TheoryData<string> Settings =>
    [
        .. typeof(TeacherAttribute).Assembly.GetExportedTypes().Where(t => t.IsSubclassOf(typeof(Attribute)))
            .SelectMany(t => t.GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly))
            .Where(p => p.IsDefined(typeof(EffectAttribute))).Select(p => $"{p.DeclaringType!.FullName} {p.Name}"),
    ];

    [Theory]
    [MemberData(nameof(Settings))]
    public void What_is_said_of_the_default_of_the_other_setting_is_so(string setting)
    {
        var (word, property) = setting.Split(' ') is [var first, var second] ? (first, second) : default;
        var type = typeof(TeacherAttribute).Assembly.GetType(word)!;
        var effect = type.GetProperty(property)!.GetCustomAttribute<EffectAttribute>()!;
        var made = type.IsAbstract ? typeof(ResponseAttribute) : type;
        var arguments = made.GetConstructors()[0].GetParameters().Select(p => p.ParameterType == typeof(string) ? "late" : (object)new[] { "early", "late" });
        var value = made.GetProperty(effect.Property)!.GetValue(Activator.CreateInstance(made, [.. arguments]));

        Assert.True(effect.Is is null ^ effect.IsNot is null);
        Assert.Equal((effect.Is ?? effect.IsNot)!.GetType(), value!.GetType());
        Assert.Equal(effect.ByDefault, effect.Is is null ? !effect.IsNot!.Equals(value) : effect.Is.Equals(value));
    }

    [Fact]
    public Task A_setting_that_another_makes_meaningless_is_told() => AnalyzerHarness.Verify(
        Sources.Program(Sources.Student("[Response]").Replace("Sgd]", "Sgd({|KD0050:Nesterov = true|})]")), "Nesterov of [Sgd] has no effect: it needs Momentum to be other than 0");

    [Fact]
    public Task A_word_about_a_training_that_is_none_is_told() => AnalyzerHarness.Verify(
        Sources.Program(Sources.Student("[Response]")).Replace("[Teacher, Train(Epochs = 3, Seed = 7), Sgd(LearningRate = 0.1)]", "[Teacher(Weights = \"large.pt\"), {|KD0050:Cosine|}]"),
        "All of [Cosine] has no effect: the weights of Large are given, and it is not trained");

    [Fact]
    public Task A_word_of_the_users_own_says_it_too() => AnalyzerHarness.Verify(Sources.Program(
        Sources.Word(
            "internal sealed class Own(bool soft, double slack) : Loss { public Tensor Forward(Tensor student, Tensor teacher) => soft ? student.mul(slack) : teacher; }",
            "public bool Soft { get; set; } [Effect(nameof(Soft), Is = true)] public double Slack { get; set; }"),
        Sources.Student("[Own({|KD0050:Slack = 2|}), Own(Soft = true, Slack = 2, Name = \"soft\")]")));
}

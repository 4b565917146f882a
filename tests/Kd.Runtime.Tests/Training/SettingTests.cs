using System.Globalization;
using Kd.Training;

namespace Kd.Tests.Training;

public sealed class SettingTests
{
    [Theory]
    [InlineData("0.5", 0.5)]
    [InlineData("-1e-4", -1e-4)]
    [InlineData("8", 8)]
    public void Reads_numbers_whatever_the_culture(string text, double number)
    {
        var culture = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("de-DE");
            Assert.Equal(number, Setting.Double("a.b", text));
        }
        finally
        {
            CultureInfo.CurrentCulture = culture;
        }
    }

    [Theory]
    [InlineData("0,5")]
    [InlineData("NaN")]
    [InlineData("Infinity")]
    [InlineData("1e999")]
    [InlineData("")]
    public void Refuses_what_is_no_finite_number(string text) =>
        Assert.Equal("KD1020", Assert.Throws<KdException>(() => Setting.Double("a.b", text)).Id);

    [Theory]
    [InlineData("true", true)]
    [InlineData("False", false)]
    public void Reads_truth(string text, bool truth) => Assert.Equal(truth, Setting.Boolean("a.b", text));

    [Theory]
    [InlineData("max")]
    [InlineData("Max")]
    public void Reads_a_member_of_an_enum_in_any_case(string text) => Assert.Equal(FspPooling.Max, Setting.Enum<FspPooling>("a.b", text));

    [Fact]
    public void Names_the_members_of_an_enum_when_it_refuses()
    {
        var refusal = Assert.Throws<KdException>(() => Setting.Enum<FspPooling>("a.b", "median"));

        Assert.Equal("KD1020", refusal.Id);
        Assert.Contains("Average, Max", refusal.Message);
    }
}

using System.Xml.Linq;
using Kd.Tasks.Graph;

namespace Kd.Tasks.Tests.Reporting;

public sealed class ClassificationTests : IDisposable
{
    private readonly Results _results = new();

    [Fact]
    public void A_matrix_has_a_row_for_each_class()
    {
        var page = Page("{\"samples\":6,\"classes\":2,\"matrix\":[[3,0],[1,2]]}");

        Assert.Equal([["", "0", "1"], ["0", "3", ""], ["1", "1", "2"]], page.Table("Small: rows are what samples are"));
        Assert.Equal(["right", "wrong", "right"], page.All("td").Elements("span").Select(cell => (string?)cell.Attribute("class")));
    }

    [Fact]
    public void Of_very_many_classes_those_are_told_that_are_confused_most()
    {
        var page = Page("{\"samples\":5000,\"classes\":1000,\"pairs\":[{\"label\":1,\"said\":999,\"count\":12},{\"label\":7,\"said\":3,\"count\":4}]}");

        Assert.Equal([["class", "said to be", "samples"], ["1", "999", "12"], ["7", "3", "4"]], page.Table("Small: the classes that it confuses most"));
    }

    [Fact]
    public void Examples_show_who_says_what_and_who_is_right()
    {
        var page = Page("""
            {"samples":359,"classes":10,"matrix":[],"disagreement":{"with":"Large","count":40,"examples":[
              {"sample":17,"label":3,"own":{"class":5,"confidence":0.6249},"teacher":{"class":3,"confidence":null},
               "image":{"width":2,"height":1,"channels":3,"bytes":"AQIDBAUG"}}]}}
            """);

        Assert.Contains("They disagree about 40 of 359 samples. These are the 1 about which they are surest.", page.Text);
        var example = Assert.Single(page.All("li"), item => item.Value.StartsWith("Sample 17", StringComparison.Ordinal));
        Assert.Equal(["Small says 5, 62 %", "Large says 3, \u2013 \u2713"], example.Descendants("span").Select(said => said.Value));

        // Blue, green, red; of one row, filled up to a multiple of four bytes.
        var image = Convert.FromBase64String(((string)page.All("img").Single().Attribute("src")!)["data:image/bmp;base64,".Length..]);
        Assert.Equal([3, 2, 1, 6, 5, 4, 0, 0], image[54..]);
        Assert.Equal(("BM", image.Length, 54, 2, 1), ($"{(char)image[0]}{(char)image[1]}", BitConverter.ToInt32(image, 2), BitConverter.ToInt32(image, 10), BitConverter.ToInt32(image, 18), BitConverter.ToInt32(image, 22)));
    }

    [Fact]
    public void A_picture_whose_bytes_are_not_as_many_as_it_says_is_left_out()
    {
        var page = Page("""
            {"samples":9,"disagreement":{"with":"Large","count":1,"examples":[
              {"sample":1,"label":0,"own":{"class":1,"confidence":1},"teacher":{"class":0,"confidence":1},"image":{"width":2000000,"height":2000000,"channels":1,"bytes":"AQID"}}]}}
            """);

        Assert.Empty(page.All("img"));
        Assert.Contains("Small says 1, 100 %", page.Text);
    }

    public void Dispose() => _results.Dispose();

    private PageText Page(string predictions)
    {
        _results.Add(new("Small", StageRole.Student), Results.Summary("student", "Small", 0.9, 10), [], ("predictions.json", predictions));
        return _results.Page();
    }
}

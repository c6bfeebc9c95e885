using Athanor.Simulation;

namespace Athanor.Properties.Tests;

public sealed class WindowFilesTests : IDisposable
{
    readonly string _folder = Directory.CreateTempSubdirectory("athanor-windows-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    string Write(string name, string text)
    {
        var path = Path.Combine(_folder, name);
        File.WriteAllText(path, text);
        return path;
    }

    [Fact]
    public void Series_say_what_they_are()
    {
        Write("b.series", "# variable=\"distance(1,2) - distance(2,3)\" unit=\"Å\" temperature=310 centre=1.5 stiffness=4\n# members=2\n# time/fs value\n10 1.4 0.1 -0.1\n20 1.6 0.2 -0.2\n30 1.5 0.3 -0.3\n");
        Write("a.series", "# temperature=310 centre=-1e0 stiffness=2\n1 5\n2 6\n");
        var set = WindowFiles.Read([_folder], discard: 0.4);
        Assert.Equal([-1, 1.5], set.Windows.Select(w => w.Centre));
        Assert.Equal([2.0, 4], set.Windows.Select(w => w.Stiffness));
        Assert.Equal([1.6, 1.5], set.Windows[1].Values);
        Assert.Equal([0.2, 0.3], set.Windows[1].Members[0]);
        Assert.Equal((310, null, "distance(1,2) - distance(2,3)", "Å"), (set.Temperature, set.Period, set.Variable, set.Unit));
        Write("c.series", "# temperature=300 centre=1 stiffness=2\n1 5\n2 6\n");
        Assert.Contains("There is no folder and no file", Assert.Throws<SimulationException>(() => WindowFiles.Read([Path.Combine(_folder, "nowhere")])).Message, StringComparison.Ordinal);
        Assert.Contains("another file one of", Assert.Throws<SimulationException>(() => WindowFiles.Read([_folder])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Tables_and_lists_and_plain_numbers_are_read()
    {
        var table = WindowFiles.Read([Write("t.csv", "# w0=-1.5,w1 x0=2e-1\n1,2\n3,4\n")], stiffnesses: [2], energyUnit: 0.5);
        Assert.Equal([(-1.5, 1.0), (0.2, 1.0)], table.Windows.Select(w => (w.Centre, w.Stiffness)));
        Assert.Equal([2.0, 4], table.Windows[1].Values);
        Write("one.dat", "#! FIELDS time cv bias\n0 1.0 9\n1 1.1 9\n");
        var list = WindowFiles.Read([Write("list", "# windows\none.dat 1.05 3\n")], energyUnit: 2);
        Assert.Equal((1.05, 6.0), (list.Windows[0].Centre, list.Windows[0].Stiffness));
        Assert.Equal([1.0, 1.1], list.Windows[0].Values);
        var plain = WindowFiles.Read([Path.Combine(_folder, "one.dat")], [7], [1], column: 3);
        Assert.Equal([9.0, 9], plain.Windows[0].Values);
    }

    [Theory]
    [InlineData("0 1\n1 2\n", "does not say where its window was")]
    [InlineData("# centre=1\n0 1\n1 2\n", "how stiff")]
    [InlineData("# centre=1 stiffness=2\n0 1\n1 x\n", "line 3: 'x' is no number")]
    [InlineData("# centre=1 stiffness=2\n0 1\n", "too few")]
    [InlineData("# centre=1 stiffness=2\n", "no numbers")]
    [InlineData("missing.dat 1 2\n", "cannot be read")]
    [InlineData("missing.dat 1\n", "is not 'file centre stiffness'")]
    [InlineData("f 1 2\n", "is itself a list")]
    [InlineData("a=e,b=1\n1,2\n", "is not 'file centre stiffness'")]
    public void Mistakes_are_sentences(string text, string words) =>
        Assert.Contains(words, Assert.Throws<SimulationException>(() => WindowFiles.Read([Write("f", text)])).Message, StringComparison.Ordinal);

    [Fact]
    public void Too_many_values_are_thinned()
    {
        var window = new UmbrellaWindow(0, 1, [.. Enumerable.Range(0, 10).Select(i => (double)i)]) { Members = [[.. Enumerable.Range(0, 10).Select(i => 10.0 * i)]] };
        Assert.Equal([0.0, 4, 8], window.Every(4).Values);
        Assert.Equal([0.0, 40, 80], window.Every(4).Members[0]);
        Assert.Equal((1, 4), (ProfileWork.Stride([window, window], 40), ProfileWork.Stride([window, window], 10)));
    }

    [Fact]
    public void Windows_that_never_meet_are_refused()
    {
        UmbrellaWindow[] windows = [new(0, 100, [0, 0.01, -0.01, 0.02]), new(5, 100, [5, 5.01, 4.99, 5.02])];
        Assert.Contains("fall apart", Assert.Throws<SimulationException>(() => FreeEnergyProfile.Of(windows, new ProfileSettings(300))).Message, StringComparison.Ordinal);
    }
}

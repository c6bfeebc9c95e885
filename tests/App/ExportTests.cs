using Athanor.Atoms;
using Athanor.Potentials;

namespace Athanor.App.Tests;

public sealed class ExportTests : IDisposable
{
    readonly Program _program = new();

    public void Dispose() => _program.Dispose();

    [Fact]
    public void Every_format_that_has_room_for_a_model_gives_the_same_energies()
    {
        Inputs.WriteSiliconNetwork(_program.PathOf("si.athanor"));
        _program.Write("si.xyz", Inputs.Silicon());
        var expected = Energy("si.athanor");
        var model = PotentialGrammar.Parse(_program.PathOf("si.athanor"));
        var formats = ModelExports.All.Where(f => f.WhyNot(model) is null).ToArray();
        Assert.NotEmpty(formats);
        foreach (var format in formats)
        {
            var path = "as." + format.Name;
            Assert.Contains(path, _program.Run("export", "si.athanor", "--to", format.Name, "-o", path).MustEndWith(0).Error, StringComparison.Ordinal);
            Assert.Equal(expected, Energy(path), 1e-8);
            _program.Run("export", path, "--to", "athanor", "-o", "back." + format.Name).MustEndWith(0);
            Assert.Equal(expected, Energy("back." + format.Name), 1e-8);
        }
    }

    [Fact]
    public void What_has_no_room_and_what_is_taken_is_refused()
    {
        Inputs.WriteSiliconNetwork(_program.PathOf("si.athanor"));
        _program.Run("export", "sw", "--to", "athanor", "-o", "sw.athanor").MustEndWith(1).MustComplain("sw cannot be written as athanor", "networks");
        _program.Run("export", "si.athanor", "--to", "n2p3", "-o", "x").MustEndWith(1).MustComplain("'n2p3'", "athanor");
        _program.Run("export", "si.athanor", "--to", "athanor", "-o", "si.athanor").MustEndWith(1).MustComplain("si.athanor exists", "--force");
        _program.Run("export", "si.athanor", "--to", "athanor", "-o", "none/x.athanor").MustEndWith(1).MustComplain("no folder");
        _program.Run("export", "si.athanor", "--to", "athanor").MustEndWith(2).MustComplain("--output");
        _program.Run("export", "si.athanor", "--to", "athanor", "-o", "si.athanor", "--force").MustEndWith(0);
        Assert.Equal(["si.athanor"], _program.Files);
    }

    double Energy(string model)
    {
        _program.Run("evaluate", model, "si.xyz", "-o", "out.xyz", "--force").MustEndWith(0);
        return StructureFiles.ReadOne(_program.PathOf("out.xyz")).Energy!.Value;
    }
}

using System.Text.Json;
using Athanor.Atoms;

namespace Athanor.App.Tests;

public sealed class ModelsTests : IDisposable
{
    readonly Program _program = new();

    public void Dispose() => _program.Dispose();

    [Fact]
    public void A_model_is_added_used_and_removed_by_name()
    {
        Inputs.WriteSiliconNetwork(_program.PathOf("network.athanor"));
        _program.Write("si.xyz", Inputs.Silicon());
        Assert.Contains("none yet", _program.Run("models").MustEndWith(0).Output, StringComparison.OrdinalIgnoreCase);

        _program.Run("models", "add", "network.athanor", "--name", "si-one").MustEndWith(0);
        Assert.Contains("si-one", _program.Run("models", "list").MustEndWith(0).Output, StringComparison.Ordinal);
        using var json = JsonDocument.Parse(_program.Run("models", "list", "--json").MustEndWith(0).Output);
        var entry = json.RootElement[0];
        Assert.Equal("model file", entry.GetProperty("kind").GetString());
        Assert.Equal("Si", entry.GetProperty("elements")[0].GetString());
        Assert.Equal(_program.PathOf("network.athanor"), entry.GetProperty("path").GetString());

        _program.Run("evaluate", "0.5 * si-one", "si.xyz", "-o", "named.xyz").MustEndWith(0);
        _program.Run("evaluate", "0.5 * network.athanor", "si.xyz", "-o", "path.xyz").MustEndWith(0);
        Assert.Equal(StructureFiles.ReadOne(_program.PathOf("path.xyz")).Energy, StructureFiles.ReadOne(_program.PathOf("named.xyz")).Energy);
        Assert.Contains("network potential for Si", _program.Run("inspect", "SI-ONE").MustEndWith(0).Output, StringComparison.Ordinal);

        _program.Run("evaluate", "si-oen", "si.xyz").MustEndWith(1).MustComplain("Did you mean 'si-one'?");
        _program.Run("models", "remove", "si-oen").MustEndWith(1).MustComplain("Did you mean 'si-one'?");
        _program.Run("models", "remove", "si-one").MustEndWith(0);
        _program.Run("evaluate", "si-one", "si.xyz").MustEndWith(1).MustComplain("'si-one'");
        Assert.True(File.Exists(_program.PathOf("network.athanor")));
    }

    [Fact]
    public void Files_that_moved_or_changed_are_noticed_and_a_copy_stays()
    {
        Inputs.WriteSiliconNetwork(_program.PathOf("network.athanor"));
        _program.Write("si.xyz", Inputs.Silicon());
        _program.Run("models", "add", "network.athanor", "--name", "there").MustEndWith(0);
        _program.Run("models", "add", "network.athanor", "--name", "here", "--copy").MustEndWith(0);

        File.Delete(_program.PathOf("network.athanor"));
        Inputs.WriteSiliconNetwork(_program.PathOf("network.athanor"), seed: 2);
        _program.Run("evaluate", "there", "si.xyz").MustEndWith(1).MustComplain("not those that were added", "--force");
        Assert.Contains("in doubt", _program.Run("models", "list").MustEndWith(0).Output, StringComparison.Ordinal);
        _program.Run("models", "add", "network.athanor", "--name", "there").MustEndWith(1).MustComplain("'there'", "--force");
        _program.Run("models", "add", "network.athanor", "--name", "there", "--force").MustEndWith(0);
        _program.Run("evaluate", "there", "si.xyz").MustEndWith(0);

        File.Delete(_program.PathOf("network.athanor"));
        _program.Run("evaluate", "there", "si.xyz").MustEndWith(1).MustComplain("no longer at", "athanor models add");
        _program.Run("evaluate", "here", "si.xyz").MustEndWith(0);
        _program.Run("models", "remove", "here", "there").MustEndWith(0);
        Assert.Empty(Directory.EnumerateFileSystemEntries(_program.Library));
    }

    [Fact]
    public void A_folder_of_models_gives_each_its_name()
    {
        Directory.CreateDirectory(_program.PathOf("zoo"));
        Inputs.WriteSiliconNetwork(_program.PathOf("zoo/one_8x.athanor"));
        Inputs.WriteSiliconNetwork(_program.PathOf("zoo/two.athanor"), seed: 2);
        _program.Write("zoo/README.txt", "two models");
        _program.Run("models", "add", "zoo", "--name", "both").MustEndWith(2).MustComplain("there are 2", "one, two");
        _program.Run("models", "add", "zoo").MustEndWith(0);
        _program.Write("si.xyz", Inputs.Silicon());
        _program.Run("evaluate", "committee(one, two)", "si.xyz").MustEndWith(0);

        File.WriteAllBytes(_program.PathOf("zoo/broken.athanor"), File.ReadAllBytes(_program.PathOf("zoo/two.athanor"))[..^9]);
        Inputs.WriteSiliconNetwork(_program.PathOf("zoo/three.athanor"), seed: 3);
        _program.Run("models", "add", "zoo").MustEndWith(1).MustComplain("truncated", "1 of 4 models was not added");
        _program.Run("evaluate", "three", "si.xyz").MustEndWith(0);
    }

    [Fact]
    public void A_model_keeps_what_its_kind_was_told()
    {
        Inputs.WriteSiliconNetwork(_program.PathOf("si.athanor"));
        _program.Write("si.xyz", Inputs.Silicon());
        _program.Run("export", "si.athanor", "--to", "n2p2", "-o", "folder").MustEndWith(0);
        _program.Run("models", "add", "n2p2:folder,units=angstrom-ev", "--name", "one").MustEndWith(0);
        _program.Run("models", "add", "folder", "--name", "two", "--copy").MustEndWith(0);
        Assert.Contains("angstrom-ev, as said", _program.Run("inspect", "one").MustEndWith(0).Output, StringComparison.Ordinal);
        Assert.Contains("assumed", _program.Run("inspect", "two").MustEndWith(0).Output, StringComparison.Ordinal);
        // What training leaves in the folder is no part of the model.
        _program.Write("folder/weights.014.000010.out", "1.0\n");
        _program.Run("evaluate", "one", "si.xyz").MustEndWith(0);
        File.AppendAllText(_program.PathOf("folder/scaling.data"), "\n");
        _program.Run("evaluate", "one", "si.xyz").MustEndWith(1).MustComplain("not those that were added", "n2p2:", ",units=angstrom-ev --name one --force");
        _program.Run("evaluate", "two", "si.xyz").MustEndWith(0);
    }

    [Fact]
    public void What_cannot_be_added_says_why()
    {
        Inputs.WriteSiliconNetwork(_program.PathOf("network.athanor"));
        File.WriteAllBytes(_program.PathOf("broken.athanor"), File.ReadAllBytes(_program.PathOf("network.athanor"))[..^9]);
        _program.Write("some.txt", "nothing");
        _program.Run("models", "add", "broken.athanor").MustEndWith(1).MustComplain("broken.athanor", "truncated");
        _program.Run("models", "add", "missing.athanor").MustEndWith(1).MustComplain("missing.athanor");
        _program.Run("models", "add", "some.txt").MustEndWith(1).MustComplain("some.txt", "not the model of any kind");
        _program.Run("models", "add", "network.athanor", "--name", "lj").MustEndWith(1).MustComplain("'lj'");
        _program.Run("models", "add", "network.athanor", "--name", "a b").MustEndWith(1).MustComplain("'a b'", "letters");
        _program.Run("models", "add").MustEndWith(2).MustComplain("PATH");
        _program.Run("models", "list", "--copy").MustEndWith(2).MustComplain("--copy");
        _program.Run("models", "forget", "x").MustEndWith(2).MustComplain("forget");
        Assert.False(Directory.Exists(_program.Library));
    }

    [Fact]
    public void A_published_model_that_was_not_added_says_where_it_can_be_had()
    {
        foreach (var name in new[] { "ani-1x", "ani-1ccx", "ani-2x", "ANI-2x" })
            _program.Run("inspect", name).MustEndWith(1).MustComplain("github.com/isayev/ASE_ANI", "MIT", $"athanor models add path/to/{name.ToLowerInvariant()}_8x.info");
        _program.Run("inspect", "ani2x").MustEndWith(1).MustComplain("Did you mean 'ani-2x'?");
    }
}

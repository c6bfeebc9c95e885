using System.Xml.Linq;

namespace Athanor.App.Tests;

/// <summary>The table of layers: what each project may use, directly or through those it uses.</summary>
public sealed class LayeringTests
{
    static readonly Dictionary<string, string[]> MayUse = new()
    {
        ["Numerics"] = [],
        ["Inference"] = ["Numerics"],
        ["Reports"] = [],
        ["Atoms"] = ["Numerics"],
        ["Potentials"] = ["Atoms", "Inference"],
        ["Quantum"] = ["Potentials"],
        ["Learning"] = ["Potentials", "Reports"],
        ["Simulation"] = ["Potentials", "Reports"],
        ["Properties"] = ["Simulation", "Reports"],
        ["Campaigns"] = ["Quantum", "Learning", "Properties", "Reports"],
        ["Molecules"] = ["Atoms", "Inference", "Reports"],
        ["Materials"] = ["Atoms", "Inference", "Reports"],
        ["Nuclear"] = ["Atoms", "Inference", "Reports"],
        ["App"] = ["Campaigns", "Molecules", "Materials", "Nuclear", "Learning", "Properties", "Simulation", "Quantum"],
    };

    public static TheoryData<string> Projects => [.. Directory.GetFiles(Path.Combine(SharedData.Repository, "src"), "*.csproj", SearchOption.AllDirectories).Select(p => Path.GetFileNameWithoutExtension(p)!)];

    [Theory]
    [MemberData(nameof(Projects))]
    public void A_project_uses_only_what_its_layer_may(string project)
    {
        Assert.True(MayUse.ContainsKey(project), $"{project} has no layer: add it to the table in the design and here.");
        var allowed = Closure(project);
        foreach (var used in References(project))
            Assert.True(allowed.Contains(used), $"{project} may not use {used}; it may use {string.Join(", ", allowed.Order())}.");
    }

    [Fact]
    public void The_table_has_no_circle() => Assert.All(MayUse.Keys, project => Assert.DoesNotContain(project, Closure(project)));

    [Fact]
    public void Some_projects_are_looked_at() => Assert.True(Projects.Count >= 7);

    static HashSet<string> Closure(string project)
    {
        var seen = new HashSet<string>();
        var next = new Stack<string>(MayUse[project]);
        while (next.TryPop(out var used))
        {
            if (seen.Add(used))
            {
                foreach (var further in MayUse[used])
                    next.Push(further);
            }
        }
        return seen;
    }

    static IEnumerable<string> References(string project) =>
        XDocument.Load(Path.Combine(SharedData.Repository, "src", project, project + ".csproj"))
            .Descendants("ProjectReference")
            .Select(r => Path.GetFileNameWithoutExtension(((string)r.Attribute("Include")!).Replace('\\', '/')));
}

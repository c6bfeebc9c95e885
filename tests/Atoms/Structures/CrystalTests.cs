namespace Athanor.Atoms.Tests;

public sealed class CrystalTests
{
    static readonly Element Na = Element.Parse("Na"), Cl = Element.Parse("Cl"), Si = Element.Parse("Si");

    // Atoms, coordination numbers and nearest distances from any crystallography text.
    public static TheoryData<string, int, int, double> Known => new()
    {
        { "sc", 1, 6, 4.0 },
        { "fcc", 4, 12, 4.0 / Math.Sqrt(2) },
        { "bcc", 2, 8, 4.0 * Math.Sqrt(3) / 2 },
        { "diamond", 8, 4, 4.0 * Math.Sqrt(3) / 4 },
        { "zinc blende", 8, 4, 4.0 * Math.Sqrt(3) / 4 },
        { "rock salt", 8, 6, 2.0 },
        { "CsCl", 2, 8, 4.0 * Math.Sqrt(3) / 2 },
        { "hcp", 2, 12, 4.0 },
    };

    static Structure Build(string name) => name switch
    {
        "sc" => Crystal.SimpleCubic(Si, 4),
        "fcc" => Crystal.Fcc(Si, 4),
        "bcc" => Crystal.Bcc(Si, 4),
        "diamond" => Crystal.Diamond(Si, 4),
        "zinc blende" => Crystal.ZincBlende(Na, Cl, 4),
        "rock salt" => Crystal.RockSalt(Na, Cl, 4),
        "CsCl" => Crystal.CaesiumChloride(Na, Cl, 4),
        "hcp" => Crystal.Hcp(Si, 4),
        _ => throw new ArgumentException(name),
    };

    [Theory]
    [MemberData(nameof(Known))]
    public void EveryAtomHasTheCoordinationOfItsCrystal(string name, int atoms, int coordination, double nearest)
    {
        var crystal = Build(name);
        Assert.Equal(atoms, crystal.Count);
        for (var i = 0; i < atoms; i++)
        {
            var shell = Distances.Around(crystal, i, nearest * 1.05);
            Assert.Equal(coordination, shell.Length);
            Assert.All(shell, d => Assert.Equal(nearest, d, 1e-12));
        }
    }
}

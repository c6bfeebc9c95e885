using Athanor.Numerics;

namespace Athanor.Atoms.Tests;

public sealed class SpaceGroupTypeTests
{
    /// <summary>Every kind, built of generators that another program has for it (golden/space-groups.py), shifted, turned and described by other lattice vectors.</summary>
    [Fact]
    public void All_230_kinds_are_found()
    {
        var wrong = new List<string>();
        foreach (var line in File.ReadLines(Path.Combine(SharedData.Repository, "tests", "Atoms", "Symmetry", "golden", "space-groups.txt")))
        {
            var fields = line.Split(';');
            var number = int.Parse(fields[0], System.Globalization.CultureInfo.InvariantCulture);
            var operations = SymmetryOperation.Group([.. fields[2].Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(SymmetryOperation.Parse)]);
            Assert.Equal(fields[3], $"{operations.Count}");
            var group = SpaceGroup.Of(Disguised(Crystal(operations, number), number));
            if (group.Count != operations.Count || group.Type is not { } type || type.Number != number || type.Symbol != fields[1])
                wrong.Add($"{fields[1]} ({number}): {group.Type?.ToString() ?? "none"}, {group.Count} of {operations.Count} operations, {ConventionalCell.Of(group)}");
        }
        Assert.True(wrong.Count == 0, string.Join(Environment.NewLine, wrong));
    }

    [Theory]
    [InlineData("diamond", "Fd-3m (227)")]
    [InlineData("fcc 3x3x3", "Fm-3m (225)")]
    [InlineData("diamond 2x1x1", "Fd-3m (227)")]
    [InlineData("bcc", "Im-3m (229)")]
    [InlineData("hcp", "P6_3/mmc (194)")]
    [InlineData("zinc blende", "F-43m (216)")]
    [InlineData("rutile", "P4_2/mnm (136)")]
    [InlineData("quartz", "P3_121 (152)")]
    public void Crystals_have_the_kinds_that_books_say(string name, string kind) => Assert.Equal(kind, SpaceGroup.Of(SpaceGroupTests.Named(name)).Type!.ToString());

    static Structure Crystal(IReadOnlyList<SymmetryOperation> operations, int number)
    {
        var cell = number switch
        {
            <= 2 => Cell.FromLengthsAndAngles(9.1, 10.3, 11.7, 83, 97, 71),
            <= 15 => Cell.FromLengthsAndAngles(9.1, 10.3, 11.7, 90, 103, 90),
            <= 74 => Cell.FromLengthsAndAngles(9.1, 10.3, 11.7, 90, 90, 90),
            <= 142 => Cell.FromLengthsAndAngles(9.1, 9.1, 11.7, 90, 90, 90),
            <= 194 => Cell.FromLengthsAndAngles(9.1, 9.1, 11.7, 90, 90, 120),
            _ => Cell.Cubic(11),
        };
        // Atoms in general positions of several kinds have the symmetry that made them, and no more.
        var random = new Random(number);
        var (elements, positions) = (new List<Element>(), new List<Vec3>());
        for (var kind = 0; kind < (number <= 15 ? 4 : 2); kind++)
        {
            var site = new Vec3(random.NextDouble(), random.NextDouble(), random.NextDouble());
            foreach (var operation in operations)
            {
                elements.Add(new Element(6 + kind));
                positions.Add(cell.ToCartesian(operation.Apply(site)));
            }
        }
        return new Structure([.. elements], [.. positions], cell, Periodicity.All);
    }

    static Structure Disguised(Structure structure, int seed)
    {
        var random = new Random(1000 + seed);
        var turned = structure.Rotated(Rotation.Random(random)).Translated(new Vec3(3 * random.NextDouble(), random.NextDouble(), 2 * random.NextDouble()));
        var v = turned.Cell!.Vectors;
        var mixed = (seed % 3) switch
        {
            0 => new Cell(v.Row(1), v.Row(2), v.Row(0)),
            1 => new Cell(v.Row(0) + v.Row(1), v.Row(1), v.Row(2) - v.Row(1)),
            _ => new Cell(v.Row(2), v.Row(0) - v.Row(2), v.Row(1)),
        };
        return turned.With(mixed, turned.Positions);
    }
}

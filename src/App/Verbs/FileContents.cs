using Athanor.Atoms;
using Athanor.Reports;

namespace Athanor.App;

/// <summary>How much of what a file of structures holds.</summary>
sealed class FileContents(string path)
{
    readonly SortedSet<Element> _elements = [];

    public string Path => path;

    public int Frames { get; private set; }

    public long Atoms { get; private set; }

    public IEnumerable<string> Elements => _elements.Select(e => e.Symbol);

    public int Energies { get; private set; }

    public int Forces { get; private set; }

    public int Stresses { get; private set; }

    public void Add(Frame frame)
    {
        Frames++;
        Atoms += frame.Structure.Count;
        foreach (var element in frame.Structure.Elements)
            _elements.Add(element);
        Energies += frame.Energy is null ? 0 : 1;
        Forces += frame.Forces is null ? 0 : 1;
        Stresses += frame.Stress is null ? 0 : 1;
    }

    public static Table ToTable(IEnumerable<FileContents> files)
    {
        var table = new Table(null, Column.Text("file"), Column.Number("frames"), Column.Number("atoms"), Column.Text("elements"),
            Column.Number("energies"), Column.Number("forces"), Column.Number("stresses"));
        foreach (var f in files)
            table.Row(f.Path, f.Frames, f.Atoms, string.Join(' ', f.Elements), f.Energies, f.Forces, f.Stresses);
        return table;
    }
}

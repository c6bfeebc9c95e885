using System.Text;
using Athanor.Atoms;
using Athanor.Properties;

namespace Athanor.App;

/// <summary>A profile on the screen and in a file of commas.</summary>
static class ProfileOutput
{
    public static void Show(Call call, FreeEnergyProfile profile)
    {
        call.Screen.Table(FreeEnergyTables.Windows(profile));
        ShowValleys(call, profile);
    }

    public static void ShowValleys(Call call, FreeEnergyProfile profile)
    {
        call.Screen.Table(FreeEnergyTables.Basins(profile));
        if (profile.Barriers.Count > 0)
            call.Screen.Table(FreeEnergyTables.Barriers(profile));
        foreach (var remark in FreeEnergyTables.Remarks(profile))
            call.Screen.Note(remark);
    }

    public static void Save(Call call, FreeEnergyProfile profile)
    {
        if (call.OutputPath is { } path)
            Save(path, profile, call.Force);
    }

    public static void Save(string path, FreeEnergyProfile profile, bool force) => AtomicFile.Write(path, force, stream => stream.Write(Encoding.UTF8.GetBytes(FreeEnergyTables.Csv(profile))));
}
